using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Two arrays of one length that are reduced to one element.</summary>
internal readonly struct ReduceZipOperands<T>(Slice<T> a, Slice<T> b, Slice<T> y) : IOperands<ReduceZipOperands<T>> where T : unmanaged
{
    public readonly Slice<T> A = a, B = b, Y = y;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        visitor.Reads(A, A.Length, "a");
        visitor.Reads(B, A.Length, "b");
        visitor.Writes(Y, 1, "y");
    }
}

/// <summary>y[0] = (reduction of f(a[i], b[i]) over all i) / divisor, in the order of <see cref="IReduction"/>.</summary>
internal readonly unsafe struct ReduceZip<TFormula, TReduction, T>(TFormula formula, T divisor) : IKernel<ReduceZipOperands<T>>
    where TFormula : struct, IBinaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // beyond this many elements, a second pass by all threads beats one pass by one thread
    private const int MaxOfOneThread = 1 << 16;

    void IKernel<ReduceZipOperands<T>>.RunOn(CpuBackend cpu, in ReduceZipOperands<T> operands)
    {
        nint length = operands.A.Length;
        if (cpu.Workers.Threads > 1 && length > MaxOfOneThread)
        {
            InTwoSteps(cpu, operands);
            return;
        }

        var loop = new ReduceZipLoop<TFormula, TReduction, T>(operands.A.Pointer(), operands.B.Pointer(), operands.Y.Pointer(), length, formula, divisor);
        SimdWidth.Run<ReduceZipLoop<TFormula, TReduction, T>, T>(ref loop, cpu.SimdBits);
    }

    void IKernel<ReduceZipOperands<T>>.RunOn<TLane>(GpuBackend gpu, in ReduceZipOperands<T> operands)
    {
        nint length = operands.A.Length;
        if (length > ZipReduceKernel<TFormula, TReduction, TLane>.MaxLength) InTwoSteps(gpu, operands);
        else ZipReduceKernel<TFormula, TReduction, TLane>.Launch(
            gpu.Queue, formula, operands.A.View<TLane, T>(), operands.B.View<TLane, T>(), operands.Y.View<TLane, T>(), length, Unsafe.BitCast<T, TLane>(divisor));
    }

    private void InTwoSteps(Backend backend, in ReduceZipOperands<T> operands)
    {
        nint length = operands.A.Length;
        using var scratch = backend.Allocate(checked(length * sizeof(T)));
        var values = new Slice<T>(scratch, 0, length);
        backend.Zip<TFormula, T>(new(operands.A, length, 1), new(operands.B, length, 1), values, 1, length, formula);
        backend.Reduce<Identity, TReduction, T>(values, operands.Y, 1, length, 1, divisor);
    }
}

internal static class ReduceZipShape
{
    /// <summary>y[0] = (reduction of f(a[i], b[i]) over all i) / divisor, in the fixed order of <see cref="IReduction"/>.</summary>
    public static void ReduceZip<TFormula, TReduction, T>(this Backend backend, Slice<T> a, Slice<T> b, Slice<T> y, T divisor, TFormula formula = default)
        where TFormula : struct, IBinaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new ReduceZipOperands<T>(a, b, y), new ReduceZip<TFormula, TReduction, T>(formula, divisor));
}
