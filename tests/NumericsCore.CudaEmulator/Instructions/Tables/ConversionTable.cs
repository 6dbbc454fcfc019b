using System.Numerics;
using static NumericsCore.CudaEmulator.Form;

namespace NumericsCore.CudaEmulator;

/// <summary>cvt.</summary>
internal static class ConversionTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        Widening<ExtendSigned, long, int>("cvt.s64.s32", 1),
        Widening<ExtendSigned, long, int>("cvt.u64.s32", 1),
        Widening<ExtendUnsigned, ulong, uint>("cvt.u64.u32", 1),
        Widening<ExtendUnsigned, ulong, uint>("cvt.s64.u32", 1),
        LowHalf("cvt.u32.u64"), LowHalf("cvt.u32.s64"), LowHalf("cvt.s32.u64"), LowHalf("cvt.s32.s64"),
        Unary<Identity<uint>, uint>("cvt.u32.u32"),
        Unary<Identity<uint>, uint>("cvt.u32.s32"),
        Unary<Identity<uint>, uint>("cvt.s32.u32"),
        Unary<Identity<uint>, uint>("cvt.s32.s32"),
        Unary<Identity<ulong>, ulong>("cvt.u64.u64"),
        Unary<Identity<ulong>, ulong>("cvt.u64.s64"),
        Unary<Identity<ulong>, ulong>("cvt.s64.u64"),
        Unary<Identity<ulong>, ulong>("cvt.s64.s64"),
        .. From<sbyte, int>("s8"), .. From<byte, uint>("u8"), .. From<short, int>("s16"), .. From<ushort, uint>("u16"),
        .. ToNarrow<int>("s32"), .. ToNarrow<uint>("u32"), .. ToNarrow<long>("s64"), .. ToNarrow<ulong>("u64"),
        .. Floats<float>("f32"), .. Floats<double>("f64"),
        Widening<ExtendFloat, double, float>("cvt.f64.f32", 1),
        ScalarUnary<DoubleToSingle, float, double>("cvt.rn.f32.f64"),
        ScalarUnary<RoundToTf32, uint, uint>("cvt.rna.tf32.f32"),
        ScalarBinary<PackBFloat16, uint, uint>("cvt.rn.bf16x2.f32"),
    ];

    private static Opcode LowHalf(string name) => new(name, static operands => operands.Regular(new LowHalf(), SlotKind.Bits32, SlotKind.Bits64));

    // a narrow value lies in a register of 32 bits, of which the rest does not count
    private static IEnumerable<Opcode> From<TFrom, T>(string type) where TFrom : unmanaged, IBinaryInteger<TFrom> where T : unmanaged, IBinaryInteger<T> =>
    [
        ScalarUnary<Recast<sbyte, TFrom, int, T>, int, T>($"cvt.s8.{type}"),
        ScalarUnary<Recast<byte, TFrom, uint, T>, uint, T>($"cvt.u8.{type}"),
        ScalarUnary<Recast<short, TFrom, int, T>, int, T>($"cvt.s16.{type}"),
        ScalarUnary<Recast<ushort, TFrom, uint, T>, uint, T>($"cvt.u16.{type}"),
        ScalarUnary<Recast<int, TFrom, int, T>, int, T>($"cvt.s32.{type}"),
        ScalarUnary<Recast<uint, TFrom, uint, T>, uint, T>($"cvt.u32.{type}"),
        ScalarUnary<Recast<long, TFrom, long, T>, long, T>($"cvt.s64.{type}"),
        ScalarUnary<Recast<ulong, TFrom, ulong, T>, ulong, T>($"cvt.u64.{type}"),
    ];

    private static IEnumerable<Opcode> ToNarrow<T>(string type) where T : unmanaged, IBinaryInteger<T> =>
    [
        ScalarUnary<Recast<sbyte, T, int, T>, int, T>($"cvt.s8.{type}"),
        ScalarUnary<Recast<byte, T, uint, T>, uint, T>($"cvt.u8.{type}"),
        ScalarUnary<Recast<short, T, int, T>, int, T>($"cvt.s16.{type}"),
        ScalarUnary<Recast<ushort, T, uint, T>, uint, T>($"cvt.u16.{type}"),
    ];

    private static IEnumerable<Opcode> Floats<T>(string type) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        Unary<RoundToEven<T>, T>($"cvt.rni.{type}.{type}"),
        Unary<RoundToZero<T>, T>($"cvt.rzi.{type}.{type}"),
        Unary<RoundDown<T>, T>($"cvt.rmi.{type}.{type}"),
        Unary<RoundUp<T>, T>($"cvt.rpi.{type}.{type}"),
        .. FromWhole<int>(type, "s32"), .. FromWhole<uint>(type, "u32"), .. FromWhole<long>(type, "s64"), .. FromWhole<ulong>(type, "u64"),
        .. ToWhole<int, T>("s32", type), .. ToWhole<uint, T>("u32", type), .. ToWhole<long, T>("s64", type), .. ToWhole<ulong, T>("u64", type),
    ];

    private static IEnumerable<Opcode> FromWhole<T>(string type, string whole) where T : unmanaged, IBinaryInteger<T> =>
    [
        type == "f32" ? ScalarUnary<ToSingle<T>, float, T>($"cvt.rn.f32.{whole}") : ScalarUnary<ToDouble<T>, double, T>($"cvt.rn.f64.{whole}"),
    ];

    private static IEnumerable<Opcode> ToWhole<T, TFloat>(string whole, string type) where T : unmanaged, IBinaryInteger<T> where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat> =>
    [
        ScalarUnary<ToInteger<T, TFloat>, T, TFloat>($"cvt.rzi.{whole}.{type}"),
        ScalarUnary<ToNearestInteger<T, TFloat>, T, TFloat>($"cvt.rni.{whole}.{type}"),
    ];
}
