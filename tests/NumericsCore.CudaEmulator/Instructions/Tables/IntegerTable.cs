using System.Numerics;
using static NumericsCore.CudaEmulator.Form;

namespace NumericsCore.CudaEmulator;

/// <summary>Arithmetic of whole numbers.</summary>
internal static class IntegerTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        .. OfType<int>("s32"), .. OfType<uint>("u32"), .. OfType<long>("s64"), .. OfType<ulong>("u64"),
        Binary<DivideSigned32, int>("div.s32"),
        Binary<RemainderSigned32, int>("rem.s32"),
        .. Division<uint>("u32"), .. Division<long>("s64"), .. Division<ulong>("u64"),
        Binary<MultiplyHigh32, uint>("mul.hi.u32"),
        ScalarBinary<MultiplyHighSigned32, int, int>("mul.hi.s32"),
        ScalarBinary<MultiplyHigh64, ulong, ulong>("mul.hi.u64"),
        ScalarBinary<MultiplyHighSigned64, long, long>("mul.hi.s64"),
        Widening<MultiplyWide, ulong, uint>("mul.wide.u32", 2),
        Widening<MultiplyWideSigned, long, int>("mul.wide.s32", 2),
        Widening<MultiplyAddWide, ulong, uint>("mad.wide.u32", 3),
        Widening<MultiplyAddWideSigned, long, int>("mad.wide.s32", 3),
        Unary<NegateInteger<int>, int>("neg.s32"),
        Unary<NegateInteger<long>, long>("neg.s64"),
        Unary<AbsInteger<int>, int>("abs.s32"),
        Unary<AbsInteger<long>, long>("abs.s64"),
    ];

    private static IEnumerable<Opcode> OfType<T>(string type) where T : unmanaged =>
    [
        Binary<Add<T>, T>($"add.{type}"),
        Binary<Subtract<T>, T>($"sub.{type}"),
        Binary<MultiplyLow<T>, T>($"mul.lo.{type}"),
        Ternary<MultiplyAddLow<T>, T>($"mad.lo.{type}"),
        Binary<Min<T>, T>($"min.{type}"),
        Binary<Max<T>, T>($"max.{type}"),
    ];

    private static IEnumerable<Opcode> Division<T>(string type) where T : unmanaged, IBinaryInteger<T> =>
    [
        ScalarBinary<DivideInteger<T>, T, T>($"div.{type}"),
        ScalarBinary<Remainder<T>, T, T>($"rem.{type}"),
    ];
}
