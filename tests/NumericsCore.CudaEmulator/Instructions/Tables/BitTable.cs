using System.Numerics;
using static NumericsCore.CudaEmulator.Form;

namespace NumericsCore.CudaEmulator;

/// <summary>Bits: logic, shifts, fields, counts.</summary>
internal static class BitTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        .. OfType<uint>("b32"), .. OfType<ulong>("b64"),
        Shift<ShiftRight<int>, int>("shr.s32"),
        Shift<ShiftRight<uint>, uint>("shr.u32"),
        Shift<ShiftRight<uint>, uint>("shr.b32"),
        Shift<ShiftRight<long>, long>("shr.s64"),
        Shift<ShiftRight<ulong>, ulong>("shr.u64"),
        Shift<ShiftRight<ulong>, ulong>("shr.b64"),
        ScalarTernary<ExtractBits, uint, uint>("bfe.u32"),
        ScalarTernary<ExtractSignedBits, int, int>("bfe.s32"),
        ScalarQuaternary<InsertBits>("bfi.b32"),
        ScalarQuaternary<LogicOfThree>("lop3.b32"),
        ScalarTernary<PermuteBytes, uint, uint>("prmt.b32"),
        ScalarTernary<FunnelLeftWrap, uint, uint>("shf.l.wrap.b32"),
        ScalarTernary<FunnelLeftClamp, uint, uint>("shf.l.clamp.b32"),
        ScalarTernary<FunnelRightWrap, uint, uint>("shf.r.wrap.b32"),
        ScalarTernary<FunnelRightClamp, uint, uint>("shf.r.clamp.b32"),
    ];

    private static IEnumerable<Opcode> OfType<T>(string type) where T : unmanaged, IBinaryInteger<T> =>
    [
        Binary<And<T>, T>($"and.{type}"),
        Binary<Or<T>, T>($"or.{type}"),
        Binary<Xor<T>, T>($"xor.{type}"),
        Unary<Not<T>, T>($"not.{type}"),
        Shift<ShiftLeft<T>, T>($"shl.{type}"),
        ScalarUnary<PopulationCount<T>, uint, T>($"popc.{type}"),
        ScalarUnary<LeadingZeros<T>, uint, T>($"clz.{type}"),
        ScalarUnary<ReverseBits<T>, T, T>($"brev.{type}"),
    ];
}
