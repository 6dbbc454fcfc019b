using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Products whose C has one row, c = a·B: each element of B is used once, so the lanes run over columns, as many chains side by
/// side as hide the latency of a multiply-add, and B is read once as it lies. An item is a block of columns of one matrix.
/// </summary>
internal readonly unsafe struct RowProduct<TEpilogue, TLane, T>(in GemmProblem<T> problem, TEpilogue epilogue) : IRangeWork
    where TEpilogue : struct, IEpilogue
    where TLane : struct, IVectorLane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaxLanes = 8;

    // of what is copied at a time: whole cache lines of each row, and a panel that stays in the first cache
    private const int CopiedDepth = 32;

    // multiply-adds, some ten microseconds of one core: a helper must first wake
    private const long ParallelThreshold = 128 << 10;

    private readonly GemmProblem<T> _problem = problem;

    private static int BlockColumns => MaxLanes * TLane.Count;

    private nint Blocks => ((_problem.N - 1) / BlockColumns) + 1;

    public static void Compute(CpuWorkers workers, in GemmProblem<T> problem, TEpilogue epilogue)
    {
        var product = new RowProduct<TEpilogue, TLane, T>(problem, epilogue);
        nint items = problem.Batch * product.Blocks;
        if ((double)problem.Batch * problem.N * problem.K >= ParallelThreshold) workers.For(items, 1, ref product);
        else product.Run(0, items);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(nint start, nint end)
    {
        GemmScratch scratch = GemmScratch.Rent(GemmScratch.BytesFor<T>(CopiedDepth * BlockColumns) + (2 * GemmScratch.BytesFor<T>(BlockColumns)));
        T* panel = scratch.Take<T>(CopiedDepth * BlockColumns), chains = scratch.Take<T>(BlockColumns), sums = scratch.Take<T>(BlockColumns);
        for (nint item = start; item < end; item++)
        {
            (nint batch, nint block) = Math.DivRem(item, Blocks);
            nint j = block * BlockColumns, columns = Math.Min(BlockColumns, _problem.N - j);
            new Span<T>(chains, BlockColumns).Clear();
            // -0 + x is x, of either sign
            new Span<T>(sums, BlockColumns).Fill(T.NegativeZero);
            T* a = _problem.A + (batch * _problem.ABatch), b = _problem.B + (batch * _problem.BBatch) + (j * _problem.BCol);
            if (_problem.BCol == 1 && columns == BlockColumns)
            {
                AddInPlace(a, b, chains, sums);
            }
            else
            {
                nint done = AddTransposed(a, b, columns, panel, chains, sums);
                if (done < columns) AddCopied(a, b + (done * _problem.BCol), columns - done, 0, panel, chains + done, sums + done);
            }

            // the last block, if it is not whole; behind a whole one there is no block, and the sum of none is +0 but not -0
            if (_problem.K == 0 || _problem.K % ReductionOrder.ProductBlock != 0) EndBlock(chains, sums, BlockColumns);
            ApplyEpilogue(sums, j, columns, _problem.C + (batch * _problem.CBatch) + (j * _problem.CCol));
        }

        GC.KeepAlive(scratch);
    }

    /// <summary>The whole blocks of k, and the chains of the last, where the columns fill the lanes as they lie.</summary>
    private void AddInPlace(T* a, T* b, T* chains, T* sums)
    {
        for (nint k = 0; k < _problem.K; k += ReductionOrder.ProductBlock)
        {
            nint depth = Math.Min(ReductionOrder.ProductBlock, _problem.K - k);
            Add<Eight>(a + (k * _problem.ACol), _problem.ACol, b + (k * _problem.BRow), _problem.BRow, depth, chains);
            if (depth == ReductionOrder.ProductBlock) EndBlock(chains, sums, BlockColumns);
        }
    }

    /// <summary>The same of the first columns, where they lie apart and each as one run; tells how many.</summary>
    private nint AddTransposed(T* a, T* b, nint columns, T* panel, T* chains, T* sums)
    {
        if (typeof(T) != typeof(float) || !TransposedChains.IsSupported || _problem.BRow != 1 || _problem.BCol == 1) return 0;
        nint whole = columns / TransposedChains.Columns * TransposedChains.Columns;
        nint depth = _problem.K / TransposedChains.Block * TransposedChains.Block;
        for (nint j = 0; j < whole; j += TransposedChains.Columns)
        {
            float* column = (float*)(b + (j * _problem.BCol));
            for (nint k = 0; k < depth; k += ReductionOrder.ProductBlock)
            {
                nint length = Math.Min(ReductionOrder.ProductBlock, depth - k);
                TransposedChains.Add((float*)(a + (k * _problem.ACol)), _problem.ACol, column + k, _problem.BCol, length, (float*)(chains + j));
                if (length == ReductionOrder.ProductBlock) EndBlock(chains + j, sums + j, TransposedChains.Columns);
            }
        }

        if (whole > 0) AddCopied(a, b, whole, depth, panel, chains, sums);
        return whole;
    }

    /// <summary>The same from <paramref name="firstK"/> on, where columns lie apart or do not fill their lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddCopied(T* a, T* b, nint columns, nint firstK, T* panel, T* chains, T* sums)
    {
        nint lanes = ((columns - 1) / TLane.Count) + 1;
        for (nint k = firstK; k < _problem.K;)
        {
            nint endOfBlock = (k / ReductionOrder.ProductBlock * ReductionOrder.ProductBlock) + ReductionOrder.ProductBlock;
            nint depth = Math.Min(CopiedDepth, Math.Min(endOfBlock, _problem.K) - k);
            T* from = b + (k * _problem.BRow), factors = a + (k * _problem.ACol);
            GemmPacking.Pack<TLane, T>(from, _problem.BCol, _problem.BRow, columns, lanes * TLane.Count, depth, panel, BlockColumns);
            switch (lanes)
            {
                case 1: Add<One>(factors, _problem.ACol, panel, BlockColumns, depth, chains); break;
                case 2: Add<Two>(factors, _problem.ACol, panel, BlockColumns, depth, chains); break;
                case 3: Add<Three>(factors, _problem.ACol, panel, BlockColumns, depth, chains); break;
                case 4: Add<Four>(factors, _problem.ACol, panel, BlockColumns, depth, chains); break;
                case 5: Add<Five>(factors, _problem.ACol, panel, BlockColumns, depth, chains); break;
                case 6: Add<Six>(factors, _problem.ACol, panel, BlockColumns, depth, chains); break;
                case 7: Add<Seven>(factors, _problem.ACol, panel, BlockColumns, depth, chains); break;
                default: Add<Eight>(factors, _problem.ACol, panel, BlockColumns, depth, chains); break;
            }

            k += depth;
            if (k == endOfBlock) EndBlock(chains, sums, lanes * TLane.Count);
        }
    }

    /// <summary>Adds the sums of a block of k to those of the blocks before, and starts the chains again from +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EndBlock(T* chains, T* sums, nint columns)
    {
        for (nint j = 0; j < columns; j += TLane.Count)
        {
            TLane.Store(TLane.Load(sums + j) + TLane.Load(chains + j), sums + j);
            TLane.Store(TLane.Broadcast(T.Zero), chains + j);
        }
    }

    /// <summary>Continues the chains over the next k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TLanes>(T* a, nint aStep, T* b, nint bRow, nint depth, T* sums) where TLanes : struct, ICount
    {
        TLane s0 = TLane.Load(sums), s1 = At<TLanes>(sums, 1), s2 = At<TLanes>(sums, 2), s3 = At<TLanes>(sums, 3);
        TLane s4 = At<TLanes>(sums, 4), s5 = At<TLanes>(sums, 5), s6 = At<TLanes>(sums, 6), s7 = At<TLanes>(sums, 7);
        for (; depth > 0; depth--)
        {
            TLane factor = TLane.Broadcast(*a);
            s0 = TLane.MultiplyAdd(factor, TLane.Load(b), s0);
            if (TLanes.Value > 1) s1 = TLane.MultiplyAdd(factor, TLane.Load(b + TLane.Count), s1);
            if (TLanes.Value > 2) s2 = TLane.MultiplyAdd(factor, TLane.Load(b + (2 * TLane.Count)), s2);
            if (TLanes.Value > 3) s3 = TLane.MultiplyAdd(factor, TLane.Load(b + (3 * TLane.Count)), s3);
            if (TLanes.Value > 4) s4 = TLane.MultiplyAdd(factor, TLane.Load(b + (4 * TLane.Count)), s4);
            if (TLanes.Value > 5) s5 = TLane.MultiplyAdd(factor, TLane.Load(b + (5 * TLane.Count)), s5);
            if (TLanes.Value > 6) s6 = TLane.MultiplyAdd(factor, TLane.Load(b + (6 * TLane.Count)), s6);
            if (TLanes.Value > 7) s7 = TLane.MultiplyAdd(factor, TLane.Load(b + (7 * TLane.Count)), s7);
            a += aStep;
            b += bRow;
        }

        TLane.Store(s0, sums);
        if (TLanes.Value > 1) TLane.Store(s1, sums + TLane.Count);
        if (TLanes.Value > 2) TLane.Store(s2, sums + (2 * TLane.Count));
        if (TLanes.Value > 3) TLane.Store(s3, sums + (3 * TLane.Count));
        if (TLanes.Value > 4) TLane.Store(s4, sums + (4 * TLane.Count));
        if (TLanes.Value > 5) TLane.Store(s5, sums + (5 * TLane.Count));
        if (TLanes.Value > 6) TLane.Store(s6, sums + (6 * TLane.Count));
        if (TLanes.Value > 7) TLane.Store(s7, sums + (7 * TLane.Count));
    }

    /// <summary>A lane of the sums, if the block has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane At<TLanes>(T* sums, int lane) where TLanes : struct, ICount =>
        TLanes.Value > lane ? TLane.Load(sums + (lane * TLane.Count)) : default;

    /// <summary>The epilogue, and the way to C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplyEpilogue(T* sums, nint firstColumn, nint columns, T* c)
    {
        TLane bias = TEpilogue.UsesBias && _problem.BiasStep == 0 ? TLane.Broadcast(*_problem.Bias) : default;
        for (nint j = 0; j < columns; j += TLane.Count)
        {
            nint count = Math.Min(TLane.Count, columns - j);
            if (TEpilogue.UsesBias && _problem.BiasStep == 1)
            {
                T* from = _problem.Bias + firstColumn + j;
                bias = count == TLane.Count ? TLane.Load(from) : LaneTail.Load<TLane, T>(from, count);
            }

            TLane.Store(epilogue.Apply(TLane.Load(sums + j), bias), sums + j);
        }

        if (_problem.CCol == 1) new Span<T>(sums, (int)columns).CopyTo(new Span<T>(c, (int)columns));
        else for (nint j = 0; j < columns; j++) c[j * _problem.CCol] = sums[j];
    }
}
