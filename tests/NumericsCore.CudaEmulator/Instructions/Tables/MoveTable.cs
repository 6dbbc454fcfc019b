using static NumericsCore.CudaEmulator.Form;

namespace NumericsCore.CudaEmulator;

/// <summary>mov, selp, and predicates.</summary>
internal static class MoveTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        .. Moves<uint>("u32"), .. Moves<uint>("s32"), .. Moves<uint>("f32"), .. Moves<ulong>("u64"), .. Moves<ulong>("s64"), .. Moves<ulong>("f64"),
        Select<uint>("selp.b32"),
        Select<ulong>("selp.b64"),
        Unary<Identity<uint>, uint>("mov.b32"),
        Unary<Identity<uint>, uint>("mov.b16"),
        Unary<Identity<uint>, uint>("mov.u16"),
        Unary<Identity<uint>, uint>("mov.s16"),
        new("mov.b64", static operands => operands.HasVector(0) ? operands.Halves(new SplitHalves(), 0) : operands.HasVector(1) ? operands.Halves(new JoinHalves(), 1)
            : operands.Regular(new Unary<Identity<ulong>, ulong>(), SlotKind.Bits64, SlotKind.Bits64)),
        Predicate<Identity<int>>("mov.pred"),
        Predicate<Not<int>>("not.pred"),
        Predicates<And<int>>("and.pred"),
        Predicates<Or<int>>("or.pred"),
        Predicates<Xor<int>>("xor.pred"),
    ];

    private static IEnumerable<Opcode> Moves<T>(string type) where T : unmanaged =>
    [
        Unary<Identity<T>, T>($"mov.{type}"),
        Select<T>($"selp.{type}"),
    ];
}
