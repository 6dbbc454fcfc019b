using System.Numerics;

namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Reduce<TFormula, TReduction, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner, T divisor)
    {
        nint count = CpuArguments.Count(outer, length, inner);
        nint results = CpuArguments.Count(outer, inner);
        T* source = x.Pointer(count), destination = y.Pointer(results);
        if (results == 0) return;
        if (length == 0)
        {
            Fill(y.Part(0, results), T.CreateTruncating(TReduction.Identity) / divisor);
            return;
        }

        // a few long reductions are shared by the block, for which the order allows
        if (Workers.Threads > 1 && length > ReductionOrder.Block && count > GrainElements && results < GrainElements)
            ReduceByBlocks<TFormula, TReduction, T>(source, destination, outer, length, inner, divisor);
        else
            ReducePart<TFormula, TReduction, T>(source, destination, outer, length, inner, length, divisor);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void ArgMax<TFormula, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        nint count = CpuArguments.Count(outer, length, inner);
        var loop = new ArgMaxLoop<TFormula, T>(x.Pointer(count), y.Pointer(CpuArguments.Count(outer, inner)), length, inner);
        if (count > 0) ForLanes<ArgMaxLoop<TFormula, T>, T>(outer, GrainOf(length * inner), loop);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    private void ReduceByBlocks<TFormula, TReduction, T>(T* x, T* y, nint outer, nint length, nint inner, T divisor)
        where TFormula : IUnaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint blocks = (length + ReductionOrder.Block - 1) / ReductionOrder.Block;
        var (scratch, capacity) = Pool.Take(checked(outer * blocks * inner * sizeof(T)));
        try
        {
            ReducePart<TFormula, TReduction, T>(x, (T*)scratch, outer, length, inner, ReductionOrder.Block, T.One);
            ReducePart<Identity, TReduction, T>((T*)scratch, y, outer, blocks, inner, blocks, divisor);
        }
        finally
        {
            Pool.Return(scratch, capacity);
        }
    }

    private void ReducePart<TFormula, TReduction, T>(T* x, T* y, nint outer, nint length, nint inner, nint part, T divisor)
        where TFormula : IUnaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loop = new ReduceLoop<TFormula, TReduction, T>(x, y, outer, length, inner, part, divisor);
        nint itemElements = Math.Max(1, outer * length * inner / loop.Items);
        ForLanes<ReduceLoop<TFormula, TReduction, T>, T>(loop.Items, GrainOf(itemElements), loop);
    }
}
