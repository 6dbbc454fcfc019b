namespace NumericsCore.Kernels;

/// <summary>
/// How a product is cut: tiles of C that threads take, blocks of k that fit the caches, and which operands are copied into panels.
/// No choice here changes a bit of the result.
/// </summary>
internal readonly record struct GemmPlan
{
    // blocks of rows for which copying B pays: below, each copied element is used too few times
    private const int PackBlocks = 4;

    // beyond, copying B once more for the next tile costs nothing that could be measured
    private const int MaxRowBlocks = 96;

    private const int MaxTilesPerThread = 16;

    private const int FewK = 32;

    public required nint TileRows { get; init; }

    public required nint TileColumns { get; init; }

    public required nint RowTiles { get; init; }

    public required nint ColumnTiles { get; init; }

    public required nint Depth { get; init; }

    public required bool PackA { get; init; }

    public required bool PackB { get; init; }

    /// <summary>Whether a panel of B meets all rows before the next panel is looked at; otherwise a panel of A meets all columns.</summary>
    public required bool ColumnsFirst { get; init; }

    public required bool Parallel { get; init; }

    /// <param name="problem">What is to be computed; no extent but K is 0.</param>
    /// <param name="kernelRows">Rows of the largest micro-kernel.</param>
    /// <param name="kernelColumns">Columns of the largest micro-kernel.</param>
    /// <param name="workers">Threads that may share the work, and from which size on.</param>
    public static unsafe GemmPlan Choose<T>(in GemmProblem<T> problem, nint kernelRows, nint kernelColumns, CpuWorkers workers) where T : unmanaged
    {
        // a panel of A stays in half of the first cache while the panels of a block of B pass by, and that block in most of the second;
        // where there are few rows, it is the panel of B that stays in the first
        bool columnsFirst = problem.M < PackBlocks * kernelRows;
        nint depth = DepthOf(problem.K, CacheSizes.Level1 / 2 / ((columnsFirst ? kernelColumns : kernelRows) * sizeof(T)));
        nint blockElements = CacheSizes.Level2 / 8 * 5 / (depth * sizeof(T));
        nint rowTiles = Pieces(problem.M, MaxRowBlocks * kernelRows);
        nint columnTiles = Pieces(problem.N, Math.Max(kernelColumns, blockElements / kernelColumns * kernelColumns));

        double work = (double)problem.M * problem.N * Math.Max(problem.K, 1) * problem.Batch;
        bool parallel = workers.Threads > 1 && work >= workers.SharedProduct;
        if (parallel) Share(problem.M, problem.N, problem.K, problem.Batch, kernelRows, kernelColumns, workers.Threads, ref rowTiles, ref columnTiles);

        nint tileRows = Even(problem.M, Pieces(problem.M, rowTiles), columnsFirst ? 1 : kernelRows);
        nint tileColumns = Even(problem.N, Pieces(problem.N, columnTiles), kernelColumns);
        return new GemmPlan
        {
            TileRows = tileRows,
            TileColumns = tileColumns,
            RowTiles = Pieces(problem.M, tileRows),
            ColumnTiles = Pieces(problem.N, tileColumns),
            Depth = depth,
            PackA = tileRows >= kernelRows && tileColumns >= 4 * kernelColumns && problem.K >= 64,
            PackB = problem.BCol != 1 || !columnsFirst,
            ColumnsFirst = columnsFirst,
            Parallel = parallel,
        };
    }

    /// <summary>Cuts further until all threads have a tile and the last round is full.</summary>
    private static void Share(nint m, nint n, nint k, nint batch, nint kernelRows, nint kernelColumns, int threads, ref nint rowTiles, ref nint columnTiles)
    {
        // a product over few k is over so soon that its threads would fight for the lines where their columns meet
        bool rowsFirst = k <= FewK && m >= 4 * kernelRows * threads;
        while (batch * rowTiles * columnTiles < threads)
        {
            // columns first: each thread then copies a part of B of its own
            if (!rowsFirst && Pieces(n, columnTiles) > kernelColumns) columnTiles++;
            else if (Pieces(m, rowTiles) > 4) rowTiles++;
            else return;
        }

        while (batch * rowTiles * columnTiles % threads != 0 && batch * rowTiles * columnTiles < threads * MaxTilesPerThread
            && Pieces(m, rowTiles) > 4 * kernelRows)
        {
            rowTiles++;
        }
    }

    /// <summary>All k where they are one block of the order of sums; otherwise whole blocks, no more than <paramref name="most"/> k but for the first.</summary>
    private static nint DepthOf(nint k, nint most)
    {
        const int block = ReductionOrder.ProductBlock;
        return Even(k, Math.Max(most / block, 1) * block, k <= block ? 8 : block);
    }

    private static nint Pieces(nint length, nint piece) => ((length - 1) / piece) + 1;

    /// <summary>The length of equal pieces no longer than <paramref name="most"/>, but for rounding up to a multiple of <paramref name="unit"/>.</summary>
    private static nint Even(nint length, nint most, nint unit)
    {
        if (length == 0) return unit;
        nint piece = Pieces(length, Pieces(length, Math.Max(1, most)));
        return Pieces(piece, unit) * unit;
    }
}
