using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>One tile of C with the memory its computation needs.</summary>
internal unsafe struct GemmTile<TEpilogue, TLane, T>
    where TEpilogue : IEpilogue
    where TLane : struct, IVectorLane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public nint Rows, Columns;

    /// <summary>The addresses of the tile's first row of A, column of B, element of C and of the bias.</summary>
    public T* A, B, C, Bias;

    /// <summary>Memory for the packed panels, and for what reaches past the last column of the tile.</summary>
    public T* PanelA, PanelB, PartialC, PartialBias;

    public bool PackA, PackB;

    private static int KernelRows => TLane.Count * sizeof(T) == 64 ? 12 : 6;

    private static int KernelColumns => 2 * TLane.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Compute(in GemmProblem<T> problem, nint maxDepth)
    {
        if (TEpilogue.UsesBias && problem.BiasStep == 0) new Span<T>(PartialBias, KernelColumns).Fill(*Bias);

        nint p = 0;
        do
        {
            nint depth = Math.Min(maxDepth, problem.K - p);
            T* a = A + (p * problem.ACol), b = B + (p * problem.BRow);
            if (PackA) PackRows(a, problem, depth);
            PackColumns(b, problem, depth);

            KernelArguments<T> arguments = default;
            arguments.K = depth;
            arguments.IsFirst = p == 0;
            arguments.IsLast = p + depth == problem.K;
            arguments.ARow = PackA ? 1 : problem.ARow;
            arguments.ACol = PackA ? KernelRows : problem.ACol;
            for (nint i = 0; i < Rows; i += KernelRows)
            {
                arguments.A = PackA ? PanelA + (i * depth) : a + (i * problem.ARow);
                ComputeRows(arguments, i, b, problem);
            }

            p += depth;
        }
        while (p < problem.K);
    }

    private readonly void PackRows(T* a, in GemmProblem<T> problem, nint depth)
    {
        for (nint i = 0; i < Rows; i += KernelRows)
        {
            nint width = Math.Min(KernelRows, Rows - i);
            GemmPacking.Pack<TLane, T>(a + (i * problem.ARow), problem.ARow, problem.ACol, width, width, depth, PanelA + (i * depth), KernelRows);
        }
    }

    /// <summary>Copies all of B's part, or only the columns that do not fill a lane.</summary>
    private readonly void PackColumns(T* b, in GemmProblem<T> problem, nint depth)
    {
        if (PackB)
        {
            for (nint j = 0; j < Columns; j += KernelColumns)
            {
                nint width = Math.Min(KernelColumns, Columns - j);
                nint padded = width <= TLane.Count ? TLane.Count : KernelColumns;
                GemmPacking.Pack<TLane, T>(b + (j * problem.BCol), problem.BCol, problem.BRow, width, padded, depth, PanelB + (j * depth), KernelColumns);
            }
        }
        else if (Columns % TLane.Count is nint rest and > 0)
        {
            GemmPacking.Pack<TLane, T>(b + (Columns - rest), 1, problem.BRow, rest, TLane.Count, depth, PanelB, TLane.Count);
        }
    }

    /// <summary>One panel of A against all panels of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void ComputeRows(KernelArguments<T> arguments, nint i, T* b, in GemmProblem<T> problem)
    {
        nint rows = Math.Min(KernelRows, Rows - i);
        for (nint j = 0; j < Columns;)
        {
            nint left = Columns - j;
            bool isWide = PackB ? left > TLane.Count : left >= KernelColumns;
            nint width = isWide ? KernelColumns : TLane.Count;
            bool inPlace = !PackB && left >= width;
            arguments.B = inPlace ? b + j : PackB ? PanelB + (j * arguments.K) : PanelB;
            arguments.BRow = inPlace ? problem.BRow : PackB ? KernelColumns : TLane.Count;

            nint columns = Math.Min(left, width);
            if (TEpilogue.UsesBias) arguments.Bias = BiasOf(j, columns, width, problem.BiasStep);

            T* c = C + (i * problem.CRow) + (j * problem.CCol);
            if (columns == width && problem.CCol == 1)
            {
                arguments.C = c;
                arguments.CRow = problem.CRow;
                Kernels(arguments, rows, isWide);
            }
            else
            {
                arguments.C = PartialC;
                arguments.CRow = KernelColumns;
                if (!arguments.IsFirst) CopyBlock(c, problem.CRow, problem.CCol, PartialC, KernelColumns, 1, rows, columns);
                Kernels(arguments, rows, isWide);
                CopyBlock(PartialC, KernelColumns, 1, c, problem.CRow, problem.CCol, rows, columns);
            }

            j += width;
        }
    }

    private readonly T* BiasOf(nint j, nint columns, nint width, nint step)
    {
        if (step == 0) return PartialBias;
        if (columns == width) return Bias + j;
        new Span<T>(Bias + j, (int)columns).CopyTo(new Span<T>(PartialBias, KernelColumns));
        return PartialBias;
    }

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Kernels(KernelArguments<T> arguments, nint rows, bool isWide)
    {
        if (isWide) Kernels<Two>(arguments, rows);
        else Kernels<One>(arguments, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Kernels<TLanes>(KernelArguments<T> arguments, nint rows) where TLanes : struct, ICount
    {
        while (rows > 0)
        {
            nint done;
            if (KernelRows == 12 && rows >= 12) done = Kernel<Twelve, TLanes>(arguments);
            else if (KernelRows == 12 && rows >= 8) done = Kernel<Eight, TLanes>(arguments);
            else if (KernelRows == 6 && rows >= 6) done = Kernel<Six, TLanes>(arguments);
            else if (rows >= 4) done = Kernel<Four, TLanes>(arguments);
            else if (rows >= 2) done = Kernel<Two, TLanes>(arguments);
            else done = Kernel<One, TLanes>(arguments);
            arguments.A += done * arguments.ARow;
            arguments.C += done * arguments.CRow;
            rows -= done;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Kernel<TRows, TLanes>(in KernelArguments<T> arguments) where TRows : struct, ICount where TLanes : struct, ICount
    {
        GemmKernel<TRows, TLanes, TEpilogue, TLane, T>.Run(arguments);
        return TRows.Value;
    }
}
