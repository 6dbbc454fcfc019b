using static NumericsCore.CudaEmulator.Form;

namespace NumericsCore.CudaEmulator;

/// <summary>setp.</summary>
internal static class CompareTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        .. Signed<int>("s32"), .. Signed<long>("s64"), .. Unsigned<uint>("u32"), .. Unsigned<ulong>("u64"), .. Equality<uint>("b32"), .. Equality<ulong>("b64"),
        .. Floats<float>("f32"), .. Floats<double>("f64"),
    ];

    private static IEnumerable<Opcode> Equality<T>(string type) where T : unmanaged =>
    [
        Compare<Equal<T>, T>($"setp.eq.{type}"),
        Compare<Opposite<Equal<T>, T>, T>($"setp.ne.{type}"),
    ];

    private static IEnumerable<Opcode> Signed<T>(string type) where T : unmanaged =>
    [
        .. Equality<T>(type),
        Compare<Less<T>, T>($"setp.lt.{type}"),
        Compare<LessOrEqual<T>, T>($"setp.le.{type}"),
        Compare<Greater<T>, T>($"setp.gt.{type}"),
        Compare<GreaterOrEqual<T>, T>($"setp.ge.{type}"),
    ];

    private static IEnumerable<Opcode> Unsigned<T>(string type) where T : unmanaged =>
    [
        .. Signed<T>(type),
        Compare<Less<T>, T>($"setp.lo.{type}"),
        Compare<LessOrEqual<T>, T>($"setp.ls.{type}"),
        Compare<Greater<T>, T>($"setp.hi.{type}"),
        Compare<GreaterOrEqual<T>, T>($"setp.hs.{type}"),
    ];

    private static IEnumerable<Opcode> Floats<T>(string type) where T : unmanaged =>
    [
        Compare<Equal<T>, T>($"setp.eq.{type}"),
        Compare<LessOrGreater<T>, T>($"setp.ne.{type}"),
        Compare<Less<T>, T>($"setp.lt.{type}"),
        Compare<LessOrEqual<T>, T>($"setp.le.{type}"),
        Compare<Greater<T>, T>($"setp.gt.{type}"),
        Compare<GreaterOrEqual<T>, T>($"setp.ge.{type}"),
        Compare<Opposite<LessOrGreater<T>, T>, T>($"setp.equ.{type}"),
        Compare<Opposite<Equal<T>, T>, T>($"setp.neu.{type}"),
        Compare<Opposite<GreaterOrEqual<T>, T>, T>($"setp.ltu.{type}"),
        Compare<Opposite<Greater<T>, T>, T>($"setp.leu.{type}"),
        Compare<Opposite<LessOrEqual<T>, T>, T>($"setp.gtu.{type}"),
        Compare<Opposite<Less<T>, T>, T>($"setp.geu.{type}"),
        Compare<Ordered<T>, T>($"setp.num.{type}"),
        Compare<Opposite<Ordered<T>, T>, T>($"setp.nan.{type}"),
    ];
}
