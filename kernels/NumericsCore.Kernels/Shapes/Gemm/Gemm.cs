using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>The matrices of a product, and a bias that may be missing. C overlaps no operand.</summary>
internal readonly struct GemmOperands<T> : IOperands<GemmOperands<T>> where T : unmanaged
{
    public readonly GemmShape Shape;
    public readonly Slice<T> A, B, C, Bias;
    private readonly bool _usesBias;

    /// <exception cref="ArgumentException">An extent is negative, a stride is shorter than a row, or a slice is too short for the shape.</exception>
    public GemmOperands(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias, bool usesBias)
    {
        GemmChecks.Check(shape, a.Length, b.Length, c.Length, usesBias ? bias.Length : null);
        (Shape, A, B, C, Bias, _usesBias) = (shape, a, b, c, bias, usesBias);
    }

    public static Type ElementType => typeof(T);

    /// <summary>Whether C has no elements.</summary>
    public bool IsEmpty => Shape.M == 0 || Shape.N == 0 || Shape.Batch == 0;

    public void Visit(OperandVisitor visitor)
    {
        // a product over no k reads no operand
        nint read = IsEmpty || Shape.K == 0 ? 0 : 1;
        visitor.Reads(A, read * A.Length, "a");
        visitor.Reads(B, read * B.Length, "b");
        visitor.Writes(C, IsEmpty ? 0 : C.Length, "c");
        if (_usesBias) visitor.Reads(Bias, IsEmpty ? 0 : Shape.N, "bias");
    }
}

/// <summary>C[i, j] = epilogue(Σ a[i, k]·b[k, j] in the order of <see cref="ReductionOrder.ProductBlock"/>, bias[j]).</summary>
internal readonly struct Gemm<TEpilogue, T>(TEpilogue epilogue) : IKernel<GemmOperands<T>> where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<GemmOperands<T>>.RunOn(CpuBackend cpu, in GemmOperands<T> operands) => CpuGemm.Run<TEpilogue, T>(cpu, operands, epilogue);

    void IKernel<GemmOperands<T>>.RunOn<TLane>(GpuBackend gpu, in GemmOperands<T> operands)
    {
        if (operands.IsEmpty) return;
        GpuGemm.Launch<FormulaEpilogue<TEpilogue, TLane>, T, TLane>(gpu, operands, new(epilogue, TEpilogue.UsesBias ? operands.Bias.View<TLane, T>() : default));
    }
}

internal static class GemmShapes
{
    /// <summary>C[i, j] = epilogue(Σ a[i, k]·b[k, j] in the order of <see cref="ReductionOrder.ProductBlock"/>, bias[j]). C overlaps no operand.</summary>
    /// <exception cref="ArgumentException">An extent is negative, a stride is shorter than a row, or a slice is too short for the shape.</exception>
    public static void Gemm<TEpilogue, T>(this Backend backend, in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias, TEpilogue epilogue = default)
        where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new GemmOperands<T>(shape, a, b, c, bias, TEpilogue.UsesBias), new Gemm<TEpilogue, T>(epilogue));
}
