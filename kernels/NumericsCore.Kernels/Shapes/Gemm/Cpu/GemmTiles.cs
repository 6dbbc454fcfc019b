using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The tiles of C that one product consists of. Each is computed by one thread over the whole of k, block after block.</summary>
internal unsafe struct GemmTiles<TEpilogue, TLane, T> : IRangeWork
    where TEpilogue : struct, IEpilogue
    where TLane : struct, IVectorLane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GemmProblem<T> _problem;
    private readonly GemmPlan _plan;
    private readonly TEpilogue _epilogue;

    private GemmTiles(in GemmProblem<T> problem, in GemmPlan plan, TEpilogue epilogue)
    {
        _problem = problem;
        _plan = plan;
        _epilogue = epilogue;
    }

    private static int KernelRows => GemmTile<TEpilogue, TLane, T>.KernelRows;

    private static int KernelColumns => GemmTile<TEpilogue, TLane, T>.KernelColumns;

    public static void Compute(CpuWorkers workers, in GemmProblem<T> problem, TEpilogue epilogue)
    {
        GemmPlan plan = GemmPlan.Choose(problem, KernelRows, KernelColumns, workers);
        var tiles = new GemmTiles<TEpilogue, TLane, T>(problem, plan, epilogue);
        nint count = problem.Batch * plan.RowTiles * plan.ColumnTiles;
        if (plan.Parallel) workers.For(count, 1, ref tiles);
        else tiles.Run(0, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(nint start, nint end)
    {
        nint panelA = _plan.PackA ? GemmTile<TEpilogue, TLane, T>.PackedBlocks * KernelRows * _plan.Depth : 0;
        nint panelB = (_plan.PackB && !_plan.ColumnsFirst ? _plan.TileColumns : KernelColumns) * _plan.Depth;
        GemmScratch scratch = GemmScratch.Rent(GemmScratch.BytesFor<T>(panelA) + GemmScratch.BytesFor<T>(panelB)
            + GemmScratch.BytesFor<T>(KernelRows * KernelColumns) + GemmScratch.BytesFor<T>(KernelColumns));
        var tile = new GemmTile<TEpilogue, TLane, T>
        {
            PanelA = scratch.Take<T>(panelA),
            PanelB = scratch.Take<T>(panelB),
            PartialC = scratch.Take<T>(KernelRows * KernelColumns),
            PartialBias = scratch.Take<T>(KernelColumns),
            Epilogue = _epilogue,
            PackA = _plan.PackA,
            PackB = _plan.PackB,
            ColumnsFirst = _plan.ColumnsFirst,
        };

        for (nint index = start; index < end; index++)
        {
            (nint rest, nint row) = Math.DivRem(index, _plan.RowTiles);
            (nint batch, nint column) = Math.DivRem(rest, _plan.ColumnTiles);
            nint i = row * _plan.TileRows, j = column * _plan.TileColumns;
            tile.Rows = Math.Min(_plan.TileRows, _problem.M - i);
            tile.Columns = Math.Min(_plan.TileColumns, _problem.N - j);
            tile.A = _problem.A + (batch * _problem.ABatch) + (i * _problem.ARow);
            tile.B = _problem.B + (batch * _problem.BBatch) + (j * _problem.BCol);
            tile.C = _problem.C + (batch * _problem.CBatch) + (i * _problem.CRow) + (j * _problem.CCol);
            tile.Bias = TEpilogue.UsesBias ? _problem.Bias + (j * _problem.BiasStep) : null;
            tile.Compute(_problem, _plan.Depth);
        }

        GC.KeepAlive(scratch);
    }
}
