using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>The matrices of a product, and the sums of the columns of B.</summary>
internal readonly struct GemmColumnSumsOperands<T> : IOperands<GemmColumnSumsOperands<T>> where T : unmanaged
{
    public readonly GemmOperands<T> Product;
    public readonly Slice<T> Sums;

    /// <exception cref="ArgumentException">B is transposed or not one matrix, or a slice is too short for the shape.</exception>
    public GemmColumnSumsOperands(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> sums)
    {
        if (shape.TransposeB) throw new ArgumentException("The columns of a transposed B are its rows; sum those instead.", nameof(shape));
        if (shape.Batch != 1) throw new ArgumentException($"The shape is {shape.Batch} matrices; expected one.", nameof(shape));
        Product = new(shape, a, b, c, default, usesBias: false);
        Sums = sums;
    }

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        var shape = Product.Shape;
        Product.Visit(visitor);
        // without rows of C the product itself reads nothing of B
        if (shape.M == 0 && shape.K > 0 && shape.N > 0) visitor.Reads(Product.B, checked((nint)(shape.K - 1) * shape.StrideB + shape.N), "b");
        visitor.Writes(Sums, shape.N, "sums");
    }
}

/// <summary><see cref="Gemm{TEpilogue, T}"/> without an epilogue, and sums[j] = Σ b[k, j] in the same order.</summary>
internal readonly unsafe struct GemmColumnSums<T> : IKernel<GemmColumnSumsOperands<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<GemmColumnSumsOperands<T>>.RunOn(CpuBackend cpu, in GemmColumnSumsOperands<T> operands)
    {
        var shape = operands.Product.Shape;
        if (shape.N == 0) return;
        cpu.Dispatch(operands.Product, default(Gemm<NoEpilogue, T>));
        T* rows = shape.K == 0 ? null : operands.Product.B.Pointer();
        cpu.ForLanes<ColumnChainLoop<T>, T>(shape.N, CpuBackend.GrainOf(shape.K), new(rows, operands.Sums.Pointer(), shape.K, shape.StrideB));
    }

    void IKernel<GemmColumnSumsOperands<T>>.RunOn<TLane>(GpuBackend gpu, in GemmColumnSumsOperands<T> operands)
    {
        if (operands.Product.Shape.N == 0) return;
        GpuGemm.Launch<ColumnSumsEpilogue<TLane>, T, TLane>(gpu, operands.Product, new(operands.Sums.View<TLane, T>()));
    }
}

internal static class GemmColumnSumsShape
{
    /// <summary><see cref="GemmShapes.Gemm"/> without an epilogue, and sums[j] = Σ b[k, j] in the same order. B is one matrix, not transposed.</summary>
    /// <exception cref="ArgumentException">B is transposed or not one matrix, or a slice is too short for the shape.</exception>
    public static void GemmColumnSums<T>(this Backend backend, in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new GemmColumnSumsOperands<T>(shape, a, b, c, sums), default(GemmColumnSums<T>));
}
