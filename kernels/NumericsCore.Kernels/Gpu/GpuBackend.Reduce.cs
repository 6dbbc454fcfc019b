using System.Runtime.CompilerServices;
using ILGPU;

namespace NumericsCore.Kernels;

internal sealed partial class GpuBackend
{
    public override void Reduce<TFormula, TReduction, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner, T divisor)
    {
        if (length == 0 && CpuArguments.Count(outer, inner) > 0)
        {
            y.View<T, T>(outer * inner);
            Fill(y.Part(0, outer * inner), T.CreateTruncating(TReduction.Identity) / divisor);
        }
        else if (typeof(T) == typeof(float)) Reduce<TFormula, TReduction, T, GpuSingle>(x, y, outer, length, inner, divisor);
        else Reduce<TFormula, TReduction, T, GpuDouble>(x, y, outer, length, inner, divisor);
    }

    public override void ArgMax<TFormula, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner)
    {
        if (typeof(T) == typeof(float)) ArgMax<TFormula, T, GpuSingle>(x, y, outer, length, inner);
        else ArgMax<TFormula, T, GpuDouble>(x, y, outer, length, inner);
    }

    private void Reduce<TFormula, TReduction, T, TLane>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner, T divisor)
        where TFormula : IUnaryFormula where TReduction : IReduction where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        var from = x.View<TLane, T>(CpuArguments.Count(outer, length, inner));
        nint results = CpuArguments.Count(outer, inner);
        var to = y.View<TLane, T>(results);
        if (results == 0) return;
        var by = Unsafe.BitCast<T, TLane>(divisor);
        nint blocks = BlocksOf(length);
        if (blocks == 1)
        {
            ReduceLevel<TFormula, TReduction, TLane>(from, to, outer, length, inner, by);
        }
        else
        {
            // the scratch memory goes back at once: whoever gets it next is queued behind
            var (scratch, capacity) = _pool.Take(checked(results * blocks * Unsafe.SizeOf<TLane>()));
            var partial = scratch.View<TLane>(0, results * blocks);
            ReduceLevel<TFormula, TReduction, TLane>(from, partial, outer, length, inner, TLane.Of(1));
            ReduceRest<TReduction, TLane>(partial, to, outer, blocks, inner, by);
            _pool.Return(scratch, capacity);
        }

        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    private void ReduceRest<TReduction, TLane>(ArrayView<TLane> partial, ArrayView<TLane> to, nint outer, nint length, nint inner, TLane divisor)
        where TReduction : IReduction where TLane : unmanaged, IGpuLane<TLane>
    {
        nint blocks = BlocksOf(length);
        if (blocks == 1)
        {
            ReduceLevel<Identity, TReduction, TLane>(partial, to, outer, length, inner, divisor);
            return;
        }

        var (scratch, capacity) = _pool.Take(checked(outer * blocks * inner * Unsafe.SizeOf<TLane>()));
        var next = scratch.View<TLane>(0, outer * blocks * inner);
        ReduceLevel<Identity, TReduction, TLane>(partial, next, outer, length, inner, TLane.Of(1));
        ReduceRest<TReduction, TLane>(next, to, outer, blocks, inner, divisor);
        _pool.Return(scratch, capacity);
    }

    private void ReduceLevel<TFormula, TReduction, TLane>(ArrayView<TLane> from, ArrayView<TLane> to, nint outer, nint length, nint inner, TLane divisor)
        where TFormula : IUnaryFormula where TReduction : IReduction where TLane : unmanaged, IGpuLane<TLane>
    {
        if (inner == 1) RowReduceKernel<TFormula, TReduction, TLane>.Launch(_queue, from, to, outer, length, divisor);
        else ColumnReduceKernel<TFormula, TReduction, TLane>.Launch(_queue, from, to, outer, length, inner, divisor);
    }

    private static nint BlocksOf(nint length) => (length + ReductionOrder.Block - 1) / ReductionOrder.Block;

    private void ArgMax<TFormula, T, TLane>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner)
        where TFormula : IUnaryFormula where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        nint count = CpuArguments.Count(outer, length, inner);
        var from = x.View<TLane, T>(count);
        var to = y.View<TLane, T>(CpuArguments.Count(outer, inner));
        if (count > 0) ArgMaxKernel<TFormula, TLane>.Launch(_queue, from, to, outer, length, inner);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }
}
