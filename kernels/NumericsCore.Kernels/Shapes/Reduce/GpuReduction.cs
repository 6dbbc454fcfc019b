using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>Reduces level by level: each launch makes one element of a block of <see cref="ReductionOrder.Block"/>.</summary>
internal static class GpuReduction<TReduction, TLane> where TReduction : IReduction where TLane : unmanaged, IGpuLane<TLane>
{
    public static void Run<TFormula>(GpuBackend gpu, ArrayView<TLane> x, ArrayView<TLane> y, nint outer, nint length, nint inner, TLane divisor)
        where TFormula : IUnaryFormula
    {
        nint blocks = (length + ReductionOrder.Block - 1) / ReductionOrder.Block;
        if (blocks == 1)
        {
            Level<TFormula>(gpu, x, y, outer, length, inner, divisor);
            return;
        }

        using var partial = new GpuScratch<TLane>(gpu.Pool, checked(outer * blocks * inner));
        Level<TFormula>(gpu, x, partial.View, outer, length, inner, TLane.Of(1));
        Run<Identity>(gpu, partial.View, y, outer, blocks, inner, divisor);
    }

    private static void Level<TFormula>(GpuBackend gpu, ArrayView<TLane> x, ArrayView<TLane> y, nint outer, nint length, nint inner, TLane divisor)
        where TFormula : IUnaryFormula
    {
        if (inner == 1) RowReduceKernel<TFormula, TReduction, TLane>.Launch(gpu.Queue, x, y, outer, length, divisor);
        else ColumnReduceKernel<TFormula, TReduction, TLane>.Launch(gpu.Queue, x, y, outer, length, inner, divisor);
    }
}
