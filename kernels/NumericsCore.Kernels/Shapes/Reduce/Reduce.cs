using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>An array [outer, length, inner] whose middle axis is reduced to [outer, inner].</summary>
internal readonly struct ReduceOperands<T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner) : IOperands<ReduceOperands<T>> where T : unmanaged
{
    public readonly Slice<T> X = x, Y = y;
    public readonly nint Outer = outer, Length = length, Inner = inner;

    public static Type ElementType => typeof(T);

    /// <summary>Elements of the result.</summary>
    public nint Results => Operands.Count(Outer, Inner);

    public void Visit(OperandVisitor visitor)
    {
        visitor.Reads(X, Operands.Count(Outer, Length, Inner), "x");
        visitor.Writes(Y, Results, "y");
    }
}

/// <summary>y[o, i] = (reduction of f(x[o, k, i]) over k &lt; length) / divisor, in the order of <see cref="IReduction"/>. An empty axis gives the identity.</summary>
internal readonly unsafe struct Reduce<TFormula, TReduction, T>(T divisor) : IKernel<ReduceOperands<T>>
    where TFormula : IUnaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<ReduceOperands<T>>.RunOn(CpuBackend cpu, in ReduceOperands<T> operands)
    {
        var (outer, length, inner) = (operands.Outer, operands.Length, operands.Inner);
        if (operands.Results == 0) return;
        if (length == 0)
        {
            cpu.Fill(operands.Y.Part(0, operands.Results), OfNothing);
            return;
        }

        T* x = operands.X.Pointer(), y = operands.Y.Pointer();
        // a few long reductions are shared by the block, for which the order allows
        if (cpu.Workers.Threads > 1 && length > ReductionOrder.Block && outer * length * inner > CpuBackend.GrainElements && operands.Results < CpuBackend.GrainElements)
            ByBlocks(cpu, x, y, outer, length, inner);
        else
            Part<TFormula>(cpu, x, y, outer, length, inner, length, divisor);
    }

    void IKernel<ReduceOperands<T>>.RunOn<TLane>(GpuBackend gpu, in ReduceOperands<T> operands)
    {
        nint results = operands.Results;
        if (results == 0) return;
        if (operands.Length == 0) gpu.Fill(operands.Y.Part(0, results), OfNothing);
        else GpuReduction<TReduction, TLane>.Run<TFormula>(
            gpu, operands.X.View<TLane, T>(), operands.Y.View<TLane, T>(), operands.Outer, operands.Length, operands.Inner, Unsafe.BitCast<T, TLane>(divisor));
    }

    private T OfNothing => T.CreateTruncating(TReduction.Identity) / divisor;

    private void ByBlocks(CpuBackend cpu, T* x, T* y, nint outer, nint length, nint inner)
    {
        nint blocks = (length + ReductionOrder.Block - 1) / ReductionOrder.Block;
        var (scratch, capacity) = cpu.Pool.Take(checked(outer * blocks * inner * sizeof(T)));
        try
        {
            Part<TFormula>(cpu, x, (T*)scratch, outer, length, inner, ReductionOrder.Block, T.One);
            Part<Identity>(cpu, (T*)scratch, y, outer, blocks, inner, blocks, divisor);
        }
        finally
        {
            cpu.Pool.Return(scratch, capacity);
        }
    }

    private static void Part<TElement>(CpuBackend cpu, T* x, T* y, nint outer, nint length, nint inner, nint part, T divisor) where TElement : IUnaryFormula
    {
        var parts = new AxisParts(outer, length, inner, part, ColumnReduction<TElement, TReduction, T>.MaxWidth, sizeof(T), cpu.Workers.Threads);
        cpu.ForLanes<ReduceLoop<TElement, TReduction, T>, T>(parts.Items, parts.Grain, new(x, y, parts, divisor));
    }
}

internal static class ReduceShape
{
    /// <summary>y[o, i] = (reduction of f(x[o, k, i]) over k &lt; length) / divisor, in the fixed order of <see cref="IReduction"/>. An empty axis gives the identity.</summary>
    public static void Reduce<TFormula, TReduction, T>(this Backend backend, Slice<T> x, Slice<T> y, nint outer, nint length, nint inner, T divisor)
        where TFormula : IUnaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new ReduceOperands<T>(x, y, outer, length, inner), new Reduce<TFormula, TReduction, T>(divisor));
}
