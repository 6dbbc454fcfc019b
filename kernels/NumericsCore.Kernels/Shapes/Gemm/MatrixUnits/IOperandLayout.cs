namespace NumericsCore.Kernels;

/// <summary>
/// How a slice of an operand, 128 rows of A or columns of B by <see cref="Depth"/> of k, lies in shared memory: as in global
/// memory, so that four neighbours move together. The pitches make the 32 elements of a fragment meet 32 banks.
/// </summary>
internal interface IOperandLayout
{
    /// <summary>The extent of a slice along k.</summary>
    const int Depth = 16;

    /// <summary>Whether neighbours in memory are neighbours along k, else along the operand's rows or columns.</summary>
    static abstract bool AlongK { get; }

    /// <summary>Elements from one line of a slice to the next.</summary>
    static abstract int Pitch { get; }
}

/// <summary>A line is a row of A, or a column of B, over k: A as it is, B transposed.</summary>
internal readonly struct LinesAlongK : IOperandLayout
{
    public static bool AlongK => true;

    public static int Pitch => IOperandLayout.Depth + 4;
}

/// <summary>A line is one k, over the rows of A or the columns of B: A transposed, B as it is.</summary>
internal readonly struct LinesAcrossK : IOperandLayout
{
    public static bool AlongK => false;

    public static int Pitch => FastGemm.Tile + 8;
}
