using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>y[o, i] = the first k for which f(x[o, k, i]) is largest; a NaN counts as greater than any number.</summary>
internal readonly unsafe struct ArgMax<TFormula, T> : IKernel<ReduceOperands<T>> where TFormula : IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<ReduceOperands<T>>.RunOn(CpuBackend cpu, in ReduceOperands<T> operands)
    {
        if (operands.Results == 0) return;
        var loop = new ArgMaxLoop<TFormula, T>(operands.X.Pointer(), operands.Y.Pointer(), operands.Length, operands.Inner);
        cpu.ForLanes<ArgMaxLoop<TFormula, T>, T>(operands.Outer, CpuBackend.GrainOf(operands.Length * operands.Inner), loop);
    }

    void IKernel<ReduceOperands<T>>.RunOn<TLane>(GpuBackend gpu, in ReduceOperands<T> operands)
    {
        if (operands.Results == 0) return;
        ArgMaxKernel<TFormula, TLane>.Launch(gpu.Queue, operands.X.View<TLane, T>(), operands.Y.View<TLane, T>(), operands.Outer, operands.Length, operands.Inner);
    }
}

internal static class ArgMaxShape
{
    /// <summary>y[o, i] = the first k for which f(x[o, k, i]) is largest; a NaN counts as greater than any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    public static void ArgMax<TFormula, T>(this Backend backend, Slice<T> x, Slice<T> y, nint outer, nint length, nint inner)
        where TFormula : IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OutOfRange.ThrowIfLessThan(length, 1);
        backend.Run(new ReduceOperands<T>(x, y, outer, length, inner), default(ArgMax<TFormula, T>));
    }
}
