using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;

namespace NumericsCore.Kernels;

/// <summary>One tile of C with the memory its computation needs.</summary>
internal unsafe struct GemmTile<TEpilogue, TLane, T>
    where TEpilogue : struct, IEpilogue
    where TLane : struct, IVectorLane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Blocks of rows of A that are copied at a time.</summary>
    public const int PackedBlocks = 8;

    // rows copied into all panels before the next are: few enough that their pages and lines are still at hand for the next panel
    private const int CopiedDepth = 16;

    public nint Rows, Columns;

    /// <summary>The addresses of the tile's first row of A, column of B, element of C and of the bias.</summary>
    public T* A, B, C, Bias;

    /// <summary>Memory for the packed panels, and for what reaches past the last column of the tile.</summary>
    public T* PanelA, PanelB, PartialC, PartialBias;

    public TEpilogue Epilogue;

    public bool PackA, PackB, ColumnsFirst;

    // 32 registers hold 24 accumulators, 2 lanes of B and 1 of A; 512-bit lanes and Arm come with as many, the others have 16
    public static int KernelRows => TLane.Count * sizeof(T) == 64 || AdvSimd.Arm64.IsSupported ? 12 : 6;

    public static int KernelColumns => 2 * TLane.Count;

    /// <param name="problem">The product.</param>
    /// <param name="maxDepth">k at a time: whole blocks of <see cref="ReductionOrder.ProductBlock"/>, or all.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Compute(in GemmProblem<T> problem, nint maxDepth)
    {
        if (TEpilogue.UsesBias && problem.BiasStep == 0) new Span<T>(PartialBias, KernelColumns).Fill(*Bias);

        nint p = 0;
        do
        {
            nint depth = Math.Min(maxDepth, problem.K - p);
            T* a = A + (p * problem.ACol), b = B + (p * problem.BRow);
            KernelArguments<T> arguments = default;
            arguments.K = depth;
            arguments.IsFirst = p == 0;
            bool isLast = p + depth == problem.K;
            arguments.ARow = PackA ? 1 : problem.ARow;
            arguments.ACol = PackA ? KernelRows : problem.ACol;
            if (ColumnsFirst)
            {
                if (PackA) PackRows(a, 0, problem, depth);
                for (nint j = 0; j < Columns; j += KernelColumns)
                {
                    PackColumns(b, j, problem, depth, PanelB);
                    for (nint block = 0; block < RowBlocks; block++) ComputeBlock(arguments, isLast, block, j, a, b, problem);
                }
            }
            else
            {
                PackAllColumns(b, problem, depth);
                for (nint block = 0; block < RowBlocks; block++)
                {
                    if (PackA && block % PackedBlocks == 0) PackRows(a, block, problem, depth);
                    for (nint j = 0; j < Columns; j += KernelColumns) ComputeBlock(arguments, isLast, block, j, a, b, problem);
                }
            }

            p += depth;
        }
        while (p < problem.K);
    }

    /// <summary>The rows are shared evenly among as few kernels as hold them, so that no kernel has only a row or two.</summary>
    private readonly nint RowBlocks => ((Rows - 1) / KernelRows) + 1;

    private readonly (nint Start, nint Count) RowsOf(nint block)
    {
        (nint least, nint longer) = Math.DivRem(Rows, RowBlocks);
        return ((block * least) + Math.Min(block, longer), block < longer ? least + 1 : least);
    }

    /// <summary>Copies the next few blocks of rows, so that they are still in a near cache when their turn comes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PackRows(T* a, nint firstBlock, in GemmProblem<T> problem, nint depth)
    {
        nint step = problem.ARow == 1 ? CopiedDepth : depth;
        nint endBlock = Math.Min(firstBlock + PackedBlocks, RowBlocks);
        for (nint p = 0; p < depth; p += step)
        {
            nint part = Math.Min(step, depth - p);
            for (nint block = firstBlock; block < endBlock; block++)
            {
                (nint i, nint rows) = RowsOf(block);
                T* panel = PanelOfRows(block, depth) + (p * KernelRows);
                GemmPacking.Pack<TLane, T>(a + (i * problem.ARow) + (p * problem.ACol), problem.ARow, problem.ACol, rows, rows, part, panel, KernelRows);
            }
        }
    }

    private readonly T* PanelOfRows(nint block, nint depth) => PanelA + (block % PackedBlocks * depth * KernelRows);

    /// <summary>Lanes that the panel from column j on fills, or would.</summary>
    private readonly bool IsWide(nint j) => Columns - j > TLane.Count;

    /// <summary>Whether the panel from column j on is read from a copy: always, or because it does not fill its lanes.</summary>
    private readonly bool IsPacked(nint j) => PackB || Columns - j < (IsWide(j) ? KernelColumns : TLane.Count);

    /// <summary>Where that copy lies; one place serves all panels where each is used up before the next is copied.</summary>
    private readonly T* PanelOf(nint j, nint depth) => PackB && !ColumnsFirst ? PanelB + (j * depth) : PanelB;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PackAllColumns(T* b, in GemmProblem<T> problem, nint depth)
    {
        nint step = problem.BCol == 1 ? CopiedDepth : depth;
        for (nint p = 0; p < depth; p += step)
        {
            nint part = Math.Min(step, depth - p);
            for (nint j = 0; j < Columns; j += KernelColumns)
                PackColumns(b + (p * problem.BRow), j, problem, part, PanelOf(j, depth) + (p * KernelColumns));
        }
    }

    private readonly void PackColumns(T* b, nint j, in GemmProblem<T> problem, nint depth, T* panel)
    {
        if (!IsPacked(j)) return;
        nint width = Math.Min(KernelColumns, Columns - j);
        nint padded = IsWide(j) ? KernelColumns : TLane.Count;
        GemmPacking.Pack<TLane, T>(b + (j * problem.BCol), problem.BCol, problem.BRow, width, padded, depth, panel, KernelColumns);
    }

    /// <summary>One block of rows of A against one panel of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void ComputeBlock(KernelArguments<T> arguments, bool isLast, nint block, nint j, T* a, T* b, in GemmProblem<T> problem)
    {
        (nint i, nint rows) = RowsOf(block);
        bool isWide = IsWide(j), isPacked = IsPacked(j);
        nint width = isWide ? KernelColumns : TLane.Count;
        nint columns = Math.Min(width, Columns - j);
        arguments.A = PackA ? PanelOfRows(block, arguments.K) : a + (i * problem.ARow);
        arguments.B = isPacked ? PanelOf(j, arguments.K) : b + j;
        arguments.BRow = isPacked ? KernelColumns : problem.BRow;

        T* c = C + (i * problem.CRow) + (j * problem.CCol);
        if (columns == width && problem.CCol == 1)
        {
            arguments.C = c;
            arguments.CRow = problem.CRow;
            Kernel(arguments, rows, isWide);
            if (isLast) ApplyEpilogue(arguments, rows, j, columns, width, problem.BiasStep);
        }
        else
        {
            arguments.C = PartialC;
            arguments.CRow = KernelColumns;
            if (!arguments.IsFirst) CopyBlock(c, problem.CRow, problem.CCol, PartialC, KernelColumns, 1, rows, columns);
            Kernel(arguments, rows, isWide);
            if (isLast) ApplyEpilogue(arguments, rows, j, columns, width, problem.BiasStep);
            CopyBlock(PartialC, KernelColumns, 1, c, problem.CRow, problem.CCol, rows, columns);
        }
    }

    /// <summary>Applies the epilogue while the accumulated tile is still in L1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void ApplyEpilogue(in KernelArguments<T> arguments, nint rows, nint j, nint columns, nint width, nint biasStep)
    {
        if (typeof(TEpilogue) == typeof(NoEpilogue)) return;
        T* bias = TEpilogue.UsesBias ? BiasOf(j, columns, width, biasStep) : null;
        EpilogueLoop<TEpilogue, TLane, T>.Run(arguments.C, arguments.CRow, rows, width, bias, Epilogue);
    }

    private readonly T* BiasOf(nint j, nint columns, nint width, nint step)
    {
        if (step == 0) return PartialBias;
        if (columns == width) return Bias + j;
        new Span<T>(Bias + j, (int)columns).CopyTo(new Span<T>(PartialBias, KernelColumns));
        return PartialBias;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyBlock(T* from, nint fromRow, nint fromColumn, T* to, nint toRow, nint toColumn, nint rows, nint columns)
    {
        for (nint i = 0; i < rows; i++, from += fromRow, to += toRow)
        {
            if (fromColumn == 1 && toColumn == 1)
            {
                new Span<T>(from, (int)columns).CopyTo(new Span<T>(to, (int)columns));
                continue;
            }

            for (nint j = 0; j < columns; j++) to[j * toColumn] = from[j * fromColumn];
        }
    }

    /// <summary>
    /// The micro-kernel of up to <see cref="KernelRows"/> rows and one lane or two, once for each block of
    /// <see cref="ReductionOrder.ProductBlock"/> k; the first k begins one.
    /// </summary>
    public static void Kernel(in KernelArguments<T> arguments, nint rows, bool isWide)
    {
        if (arguments.K > ReductionOrder.ProductBlock) KernelOfBlocks(arguments, rows, isWide);
        else if (isWide) Kernel<Two>(arguments, rows);
        else Kernel<One>(arguments, rows);
    }

    private static void KernelOfBlocks(KernelArguments<T> block, nint rows, bool isWide)
    {
        for (nint rest = block.K; rest > 0; rest -= block.K)
        {
            block.K = Math.Min(rest, ReductionOrder.ProductBlock);
            Kernel(block, rows, isWide);
            block.A += block.K * block.ACol;
            block.B += block.K * block.BRow;
            block.IsFirst = false;
        }
    }

    private static void Kernel<TLanes>(in KernelArguments<T> arguments, nint rows) where TLanes : struct, ICount
    {
        switch (rows)
        {
            case 1: GemmKernel<One, TLanes, TLane, T>.Run(arguments); break;
            case 2: GemmKernel<Two, TLanes, TLane, T>.Run(arguments); break;
            case 3: GemmKernel<Three, TLanes, TLane, T>.Run(arguments); break;
            case 4: GemmKernel<Four, TLanes, TLane, T>.Run(arguments); break;
            case 5: GemmKernel<Five, TLanes, TLane, T>.Run(arguments); break;
            case 6: GemmKernel<Six, TLanes, TLane, T>.Run(arguments); break;
            case 7: GemmKernel<Seven, TLanes, TLane, T>.Run(arguments); break;
            case 8: GemmKernel<Eight, TLanes, TLane, T>.Run(arguments); break;
            case 9: GemmKernel<Nine, TLanes, TLane, T>.Run(arguments); break;
            case 10: GemmKernel<Ten, TLanes, TLane, T>.Run(arguments); break;
            case 11: GemmKernel<Eleven, TLanes, TLane, T>.Run(arguments); break;
            case 12: GemmKernel<Twelve, TLanes, TLane, T>.Run(arguments); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows), rows, "A kernel has 1 to 12 rows.");
        }
    }
}
