using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// epilogue(x · weight, bias) with the weights packed once: panels of two lanes of columns, each with its rows one after the other, then the bias.
/// Each element is the sum of <see cref="Gemm{TEpilogue, T}"/>, so its bits are the same. A part is a panel.
/// </summary>
internal sealed unsafe class PackedDense<TEpilogue, TLane, T>(nint inputs, nint outputs, TEpilogue epilogue) : DenseStep<T>(inputs, outputs)
    where TEpilogue : struct, IEpilogue
    where TLane : struct, IVectorLane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // for one row as many chains side by side as hide the latency of a multiply-add: 8 lanes
    private const int PanelsOfRow = 4;

    // of one lane where there are no more columns
    private readonly nint _panelRow = outputs <= TLane.Count ? TLane.Count : KernelColumns;

    // a block of a panel stays in the first cache while the rows pass by
    private const int Depth = ReductionOrder.ProductBlock;

    private static int KernelRows => GemmTile<NoEpilogue, TLane, T>.KernelRows;

    private static int KernelColumns => GemmTile<NoEpilogue, TLane, T>.KernelColumns;

    public override nint PaddedOutputs { get; } = (((outputs - 1) / TLane.Count) + 1) * TLane.Count;

    public override nint Parts => ((Outputs - 1) / _panelRow) + 1;

    public override nint PackedLength
    {
        get
        {
            nint line = CpuMemoryPool.Alignment / sizeof(T);
            return ((Parts * _panelRow * (Inputs + 1)) + line - 1) / line * line;
        }
    }

    private nint BiasOffset => Parts * _panelRow * Inputs;

    public override nint PartsTogether(nint rows) => rows == 1 ? PanelsOfRow : 1;

    public override void Pack(T* weight, T* bias, T* packed)
    {
        for (nint j = 0; j < Outputs; j += _panelRow)
            GemmPacking.Pack<TLane, T>(weight + j, 1, Outputs, Math.Min(_panelRow, Outputs - j), WidthFrom(j), Inputs, packed + (j * Inputs), _panelRow);
        new Span<T>(packed + BiasOffset, (int)(Parts * _panelRow)).Clear();
        if (bias != null) new Span<T>(bias, (int)Outputs).CopyTo(new Span<T>(packed + BiasOffset, (int)Outputs));
    }

    public override void Run(T* packed, T* x, nint xRow, T* y, nint yRow, nint rows, nint firstPart, nint endPart)
    {
        if (rows == 1) RunRow(packed, x, y, yRow >= PaddedOutputs, firstPart, endPart);
        else RunRows(packed, x, xRow, y, yRow, rows, firstPart, endPart);
    }

    /// <summary>Columns that the panel from column j on is computed in: whole lanes.</summary>
    private nint WidthFrom(nint j) => Outputs - j > TLane.Count ? KernelColumns : TLane.Count;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunRows(T* packed, T* x, nint xRow, T* y, nint yRow, nint rows, nint firstPanel, nint endPanel)
    {
        T* partial = stackalloc T[KernelRows * KernelColumns];
        nint groups = ((rows - 1) / KernelRows) + 1;
        (nint least, nint longer) = Math.DivRem(rows, groups);
        KernelArguments<T> arguments = default;
        arguments.ARow = xRow;
        arguments.ACol = 1;
        arguments.BRow = _panelRow;
        for (nint panel = firstPanel; panel < endPanel; panel++)
        {
            nint j = panel * _panelRow, width = WidthFrom(j), columns = Math.Min(width, Outputs - j);
            bool isWhole = columns == width || yRow >= PaddedOutputs;
            // what goes to C through a copy is computed at once
            nint depth = isWhole ? Depth : Inputs;
            for (nint k = 0; k < Inputs; k += depth)
            {
                arguments.K = Math.Min(depth, Inputs - k);
                arguments.IsFirst = k == 0;
                arguments.B = packed + (j * Inputs) + (k * _panelRow);
                for (nint group = 0, i = 0; group < groups; group++)
                {
                    nint count = group < longer ? least + 1 : least;
                    arguments.A = x + (i * xRow) + k;
                    arguments.C = isWhole ? y + (i * yRow) + j : partial;
                    arguments.CRow = isWhole ? yRow : KernelColumns;
                    GemmTile<NoEpilogue, TLane, T>.Kernel(arguments, count, width > TLane.Count);
                    if (k + arguments.K == Inputs) Finish(packed, arguments.C, arguments.CRow, count, j, width);
                    if (!isWhole)
                        for (nint row = 0; row < count; row++) Copy(partial + (row * KernelColumns), y + ((i + row) * yRow) + j, columns);
                    i += count;
                }
            }
        }
    }

    /// <summary>One row: each weight is read once, so the panels of several lanes are read side by side.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunRow(T* packed, T* x, T* y, bool isPadded, nint firstPanel, nint endPanel)
    {
        T* partial = stackalloc T[PanelsOfRow * KernelColumns];
        for (nint panel = firstPanel; panel < endPanel; panel += PanelsOfRow)
        {
            nint j = panel * _panelRow, end = Math.Min(endPanel, panel + PanelsOfRow), last = (end - 1) * _panelRow;
            nint width = last - j + WidthFrom(last), columns = Math.Min(width, Outputs - j);
            T* c = isPadded || columns == width ? y + j : partial;
            T* b = packed + (j * Inputs);
            nint next = _panelRow * Inputs;
            switch (width / TLane.Count)
            {
                case 1: Row<One>(x, b, next, c); break;
                case 2: Row<Two>(x, b, next, c); break;
                case 3: Row<Three>(x, b, next, c); break;
                case 4: Row<Four>(x, b, next, c); break;
                case 5: Row<Five>(x, b, next, c); break;
                case 6: Row<Six>(x, b, next, c); break;
                case 7: Row<Seven>(x, b, next, c); break;
                default: Row<Eight>(x, b, next, c); break;
            }

            Finish(packed, c, 0, 1, j, width);
            if (c == partial) Copy(partial, y + j, columns);
        }
    }

    /// <summary>c = a · b for lanes that lie two and two in panels.</summary>
    /// <param name="a">The row.</param>
    /// <param name="b">The first panel.</param>
    /// <param name="next">From one panel to the next, in elements.</param>
    /// <param name="c">The sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row<TLanes>(T* a, T* b, nint next, T* c) where TLanes : struct, ICount
    {
        nint step = _panelRow;
        T* b1 = b + next, b2 = b1 + next, b3 = b2 + next;
        TLane zero = TLane.Broadcast(T.Zero);
        for (nint rest = Inputs; rest > 0; rest -= Depth)
        {
            TLane s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero;
            for (nint k = Math.Min(rest, Depth); k > 0; k--)
            {
                TLane factor = TLane.Broadcast(*a);
                s0 = TLane.MultiplyAdd(factor, TLane.Load(b), s0);
                if (TLanes.Value > 1) s1 = TLane.MultiplyAdd(factor, TLane.Load(b + TLane.Count), s1);
                if (TLanes.Value > 2) s2 = TLane.MultiplyAdd(factor, TLane.Load(b1), s2);
                if (TLanes.Value > 3) s3 = TLane.MultiplyAdd(factor, TLane.Load(b1 + TLane.Count), s3);
                if (TLanes.Value > 4) s4 = TLane.MultiplyAdd(factor, TLane.Load(b2), s4);
                if (TLanes.Value > 5) s5 = TLane.MultiplyAdd(factor, TLane.Load(b2 + TLane.Count), s5);
                if (TLanes.Value > 6) s6 = TLane.MultiplyAdd(factor, TLane.Load(b3), s6);
                if (TLanes.Value > 7) s7 = TLane.MultiplyAdd(factor, TLane.Load(b3 + TLane.Count), s7);
                a++;
                b += step;
                if (TLanes.Value > 2) b1 += step;
                if (TLanes.Value > 4) b2 += step;
                if (TLanes.Value > 6) b3 += step;
            }

            bool isFirst = rest == Inputs;
            EndBlock(s0, c, isFirst);
            if (TLanes.Value > 1) EndBlock(s1, c + TLane.Count, isFirst);
            if (TLanes.Value > 2) EndBlock(s2, c + (2 * TLane.Count), isFirst);
            if (TLanes.Value > 3) EndBlock(s3, c + (3 * TLane.Count), isFirst);
            if (TLanes.Value > 4) EndBlock(s4, c + (4 * TLane.Count), isFirst);
            if (TLanes.Value > 5) EndBlock(s5, c + (5 * TLane.Count), isFirst);
            if (TLanes.Value > 6) EndBlock(s6, c + (6 * TLane.Count), isFirst);
            if (TLanes.Value > 7) EndBlock(s7, c + (7 * TLane.Count), isFirst);
        }
    }

    /// <summary>The sum of the first block of k, or that of a further one added to the sum of those before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndBlock(TLane sum, T* c, bool isFirst) => TLane.Store(isFirst ? sum : TLane.Load(c) + sum, c);

    /// <summary>Bias and activation, while the sums are in the nearest cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(T* packed, T* c, nint cRow, nint rows, nint j, nint width) =>
        EpilogueLoop<TEpilogue, TLane, T>.Run(c, cRow, rows, width, packed + BiasOffset + j, epilogue);

    // a few elements: a call of memcpy costs more
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(T* from, T* to, nint count)
    {
        for (; count >= TLane.Count; count -= TLane.Count, from += TLane.Count, to += TLane.Count) TLane.Store(TLane.Load(from), to);
        for (nint i = 0; i < count; i++) to[i] = from[i];
    }
}
