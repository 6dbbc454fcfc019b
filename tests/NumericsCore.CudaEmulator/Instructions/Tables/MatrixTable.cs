namespace NumericsCore.CudaEmulator;

/// <summary>mma.sync, the tensor cores.</summary>
internal static class MatrixTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        Multiply<Tf32Operands>("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"),
        Multiply<BFloat16Operands>("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32"),
    ];

    private static Opcode Multiply<TOperands>(string name) where TOperands : struct, IMatrixOperands => new(name, operands =>
    {
        operands.ExpectCount(4);
        return OperandReader.With(new MatrixMultiply<TOperands>(),
        [
            .. operands.Results(0, MatrixMultiply<TOperands>.D, SlotKind.Bits32),
            .. operands.Values(1, MatrixMultiply<TOperands>.A, SlotKind.Bits32),
            .. operands.Values(2, MatrixMultiply<TOperands>.B, SlotKind.Bits32),
            .. operands.Values(3, MatrixMultiply<TOperands>.C, SlotKind.Bits32),
        ]);
    });
}
