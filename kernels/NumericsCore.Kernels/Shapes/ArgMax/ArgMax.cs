using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>y[o, i] = the first k for which f(x[o, k, i]) is largest; a NaN counts as greater than any number.</summary>
internal readonly unsafe struct ArgMax<TFormula, T> : IKernel<ReduceOperands<T>> where TFormula : IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // so that a thread that another program slows leaves parts to the others
    private const int PartsPerThread = 4;

    void IKernel<ReduceOperands<T>>.RunOn(CpuBackend cpu, in ReduceOperands<T> operands)
    {
        if (operands.Results == 0) return;
        var (outer, length, inner) = (operands.Outer, operands.Length, operands.Inner);
        T* x = operands.X.Pointer(), y = operands.Y.Pointer();
        nint part = PartOf(cpu, outer, length, inner);
        if (part >= length) Part(cpu, x, y, outer, length, inner, length);
        else ByParts(cpu, x, y, outer, length, inner, part);
    }

    void IKernel<ReduceOperands<T>>.RunOn<TLane>(GpuBackend gpu, in ReduceOperands<T> operands)
    {
        if (operands.Results == 0) return;
        ArgMaxKernel<TFormula, TLane>.Launch(gpu.Queue, operands.X.View<TLane, T>(), operands.Y.View<TLane, T>(), operands.Outer, operands.Length, operands.Inner);
    }

    /// <summary>Elements of a part of the axis, so that a few long ones are shared by the threads.</summary>
    private static nint PartOf(CpuBackend cpu, nint outer, nint length, nint inner)
    {
        nint threads = cpu.Workers.Threads, chunks = ((inner - 1) / ArgMaxColumns<TFormula, T>.MaxWidth) + 1;
        nint parts = threads == 1 ? 1 : Math.Min(threads * PartsPerThread / (outer * chunks), outer * length * inner / CpuBackend.GrainElements);
        return parts <= 1 ? length : ((length - 1) / parts) + 1;
    }

    private static void Part(CpuBackend cpu, T* x, T* y, nint outer, nint length, nint inner, nint part)
    {
        var parts = new AxisParts(outer, length, inner, part, ArgMaxColumns<TFormula, T>.MaxWidth, sizeof(T), cpu.Workers.Threads);
        cpu.ForLanes<ArgMaxLoop<TFormula, T>, T>(parts.Items, parts.Grain, new(x, y, parts));
    }

    private static void ByParts(CpuBackend cpu, T* x, T* y, nint outer, nint length, nint inner, nint part)
    {
        nint parts = ((length - 1) / part) + 1;
        var (scratch, capacity) = cpu.Pool.Take(checked(outer * parts * inner * sizeof(T)));
        try
        {
            T* places = (T*)scratch;
            Part(cpu, x, places, outer, length, inner, part);
            for (nint o = 0; o < outer; o++)
            {
                for (nint i = 0; i < inner; i++)
                {
                    T* axis = x + o * length * inner + i;
                    T place = places[o * parts * inner + i];
                    for (nint p = 1; p < parts; p++) place = ArgMaxLoop<TFormula, T>.Larger(axis, inner, place, places[(o * parts + p) * inner + i]);
                    y[o * inner + i] = place;
                }
            }
        }
        finally
        {
            cpu.Pool.Return(scratch, capacity);
        }
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
