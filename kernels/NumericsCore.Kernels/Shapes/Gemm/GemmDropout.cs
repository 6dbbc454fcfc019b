using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The matrices of a product that is followed by dropout, and where the random numbers start.</summary>
internal readonly struct GemmDropoutOperands<T>(in GemmOperands<T> product, in RandomAddress address) : IOperands<GemmDropoutOperands<T>> where T : unmanaged
{
    public readonly GemmOperands<T> Product = product;
    public readonly RandomAddress Address = address;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        Product.Visit(visitor);
        if (Address.Step is { } step) visitor.Reads(step, Address.StepLength, "address");
    }
}

/// <summary><see cref="Gemm{TEpilogue, T}"/> of one contiguous matrix, then <see cref="Dropout{T}"/> of C in place.</summary>
internal readonly struct GemmDropout<TEpilogue, T>(TEpilogue epilogue, T rate, T scale) : IKernel<GemmDropoutOperands<T>>
    where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<GemmDropoutOperands<T>>.RunOn(CpuBackend cpu, in GemmDropoutOperands<T> operands) => InTwoSteps(cpu, operands);

    void IKernel<GemmDropoutOperands<T>>.RunOn<TLane>(GpuBackend gpu, in GemmDropoutOperands<T> operands)
    {
        ref readonly var product = ref operands.Product;
        // dropout goes over all of C's slice, a product's kernel over its matrix alone
        if (!product.Shape.IsOneMatrix || product.C.Length != (nint)product.Shape.M * product.Shape.N)
        {
            InTwoSteps(gpu, operands);
            return;
        }

        if (product.C.Length == 0) return;
        GpuGemm.Launch<DropoutEpilogue<TEpilogue, TLane>, T, TLane>(gpu, product, new(
            epilogue, TEpilogue.UsesBias ? product.Bias.View<TLane, T>() : default, gpu.StepOf(operands.Address), GpuRandom.Of(operands.Address),
            Unsafe.BitCast<T, TLane>(rate), Unsafe.BitCast<T, TLane>(scale)));
    }

    private void InTwoSteps(Backend backend, in GemmDropoutOperands<T> operands)
    {
        backend.Dispatch(operands.Product, new Gemm<TEpilogue, T>(epilogue));
        backend.Dropout(operands.Product.C, operands.Product.C, rate, scale, operands.Address);
    }
}

internal static class GemmDropoutShape
{
    /// <summary><see cref="GemmShapes.Gemm"/> of one contiguous matrix, then <see cref="DropoutShape.Dropout"/> of C in place.</summary>
    /// <exception cref="ArgumentException">An extent is negative, a stride is shorter than a row, or a slice is too short for the shape.</exception>
    public static void GemmDropout<TEpilogue, T>(
        this Backend backend, in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias, T rate, T scale, RandomAddress address, TEpilogue epilogue = default)
        where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new GemmDropoutOperands<T>(new(shape, a, b, c, bias, TEpilogue.UsesBias), address), new GemmDropout<TEpilogue, T>(epilogue, rate, scale));
}
