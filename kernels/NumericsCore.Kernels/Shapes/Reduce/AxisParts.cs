namespace NumericsCore.Kernels;

/// <summary>
/// How an array [outer, length, inner], whose middle axis is reduced, is cut into items: one o, one part of the axis, and a chunk of neighbouring i,
/// so wide that memory is read in long runs.
/// </summary>
internal readonly struct AxisParts
{
    // so that a thread that another program slows leaves items to the others
    private const int ItemsPerThread = 2;

    // bytes that are worth a run
    private const int MinRunBytes = 512;
    private const int LineBytes = 64;

    /// <param name="outer">Indices before the axis.</param>
    /// <param name="length">Elements along the axis, at least 1.</param>
    /// <param name="inner">Indices behind the axis, at least 1.</param>
    /// <param name="part">Elements along the axis in a part.</param>
    /// <param name="maxWidth">Indices behind the axis in a chunk, at most.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    /// <param name="threads">Threads that share the items.</param>
    public AxisParts(nint outer, nint length, nint inner, nint part, nint maxWidth, int elementBytes, int threads)
    {
        (Length, Inner, Part) = (length, inner, part);
        Count = ((length - 1) / part) + 1;
        nint wanted = threads == 1 ? 1 : ((ItemsPerThread * threads) - 1) / (outer * Count) + 1;
        nint most = Math.Max(1, inner * elementBytes / MinRunBytes), chunks = Math.Max(((inner - 1) / maxWidth) + 1, Math.Min(wanted, most));
        nint line = LineBytes / elementBytes;
        Width = chunks == 1 ? inner : Math.Min(maxWidth, (((((inner - 1) / chunks) + 1 - 1) / line) + 1) * line);
        Chunks = ((inner - 1) / Width) + 1;
        Items = outer * Count * Chunks;
        Grain = CpuBackend.GrainOf(Math.Max(1, outer * length * inner / Items));
    }

    /// <summary>Elements along the axis.</summary>
    public nint Length { get; }

    /// <summary>Indices behind the axis.</summary>
    public nint Inner { get; }

    /// <summary>Elements along the axis in a part; the last may have fewer.</summary>
    public nint Part { get; }

    /// <summary>Parts of the axis.</summary>
    public nint Count { get; }

    /// <summary>Indices behind the axis in a chunk; the last may have fewer.</summary>
    public nint Width { get; }

    /// <summary>Chunks.</summary>
    public nint Chunks { get; }

    /// <summary>Items.</summary>
    public nint Items { get; }

    /// <summary>The items that are worth a thread's while.</summary>
    public nint Grain { get; }

    /// <summary>Where an item lies: its row of results, its first element of the axis and how many there are, its first column and how many there are.</summary>
    public (nint Result, nint Outer, nint First, nint Rows, nint Column, int Columns) this[nint item]
    {
        get
        {
            (nint result, nint chunk) = Math.DivRem(item, Chunks);
            (nint o, nint part) = Math.DivRem(result, Count);
            nint first = part * Part, column = chunk * Width;
            return (result, o, first, Math.Min(Part, Length - first), column, (int)Math.Min(Width, Inner - column));
        }
    }
}
