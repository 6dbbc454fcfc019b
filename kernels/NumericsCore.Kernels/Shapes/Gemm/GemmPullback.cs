using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The matrices of a product, and the results of the activation that its elements are pulled back through.</summary>
internal readonly struct GemmPullbackOperands<T> : IOperands<GemmPullbackOperands<T>> where T : unmanaged
{
    public readonly GemmOperands<T> Product;
    public readonly Slice<T> Y;

    /// <exception cref="ArgumentException">The shape is not one contiguous matrix, or a slice is too short for it.</exception>
    public GemmPullbackOperands(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> y)
    {
        if (!shape.IsOneMatrix)
            throw new ArgumentException($"The shape is {shape.Batch} matrices with rows {shape.StrideC} apart; expected one, with rows {shape.N} apart.", nameof(shape));
        Product = new(shape, a, b, c, default, usesBias: false);
        Y = y;
    }

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        Product.Visit(visitor);
        visitor.Reads(Y, Operands.Count(Product.Shape.M, Product.Shape.N), "y");
    }
}

/// <summary>C[i, j] = the pullback of an activation, at its result y[i, j], of the product of row i and column j times the scale.</summary>
internal readonly unsafe struct GemmPullback<TActivation, T>(TActivation activation, T scale) : IKernel<GemmPullbackOperands<T>>
    where TActivation : struct, IPullbackFromResult where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<GemmPullbackOperands<T>>.RunOn(CpuBackend cpu, in GemmPullbackOperands<T> operands)
    {
        if (operands.Product.IsEmpty) return;
        cpu.Dispatch(operands.Product, default(Gemm<NoEpilogue, T>));
        nint count = (nint)operands.Product.Shape.M * operands.Product.Shape.N;
        cpu.ForLanes<ScaledPullbackLoop<TActivation, T>, T>(count, CpuBackend.GrainElements, new(operands.Y.Pointer(), operands.Product.C.Pointer(), new(activation), scale));
    }

    void IKernel<GemmPullbackOperands<T>>.RunOn<TLane>(GpuBackend gpu, in GemmPullbackOperands<T> operands)
    {
        if (operands.Product.IsEmpty) return;
        GpuGemm.Launch<PullbackEpilogue<TActivation, TLane>, T, TLane>(gpu, operands.Product, new(activation, operands.Y.View<TLane, T>(), Unsafe.BitCast<T, TLane>(scale)));
    }
}

internal static class GemmPullbackShape
{
    /// <summary>
    /// C[i, j] = the pullback of an activation, at its result y[i, j], of the product of row i and column j times <paramref name="scale"/>:
    /// the gradient with respect to a layer's pre-activations from that of the next layer's. One contiguous matrix.
    /// </summary>
    /// <exception cref="ArgumentException">The shape is not one contiguous matrix, or a slice is too short for it.</exception>
    public static void GemmPullback<TActivation, T>(this Backend backend, in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> y, T scale, TActivation activation = default)
        where TActivation : struct, IPullbackFromResult where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new GemmPullbackOperands<T>(shape, a, b, c, y), new GemmPullback<TActivation, T>(activation, scale));
}
