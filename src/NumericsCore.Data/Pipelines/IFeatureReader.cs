namespace NumericsCore.Data;

/// <summary>Reads the features of a table a block of rows at a time, and the text of columns to keep.</summary>
internal interface IFeatureReader : IDisposable
{
    /// <summary>How the table is written, nothing left to find.</summary>
    CsvOptions Options { get; }

    /// <summary>The columns that are neither features nor kept.</summary>
    IReadOnlyList<string> Ignored { get; }

    /// <summary>For columns of categories, how many cells so far are one that is not known; columns with none are left out.</summary>
    IReadOnlyDictionary<string, long> Unknown { get; }

    /// <summary>Reads up to so many rows; fewer at the end, and then none.</summary>
    /// <exception cref="TableException">A cell is no finite number, or a row cannot be read.</exception>
    FeatureBlock Read(int rows);
}

/// <summary>Rows of a table.</summary>
/// <param name="Values">The features of the complete rows, row by row.</param>
/// <param name="IsComplete">For each row, whether no feature is missing.</param>
/// <param name="Lines">For each row, the line where it starts; null where the table has no lines.</param>
/// <param name="Kept">For each row, the texts of the columns to keep.</param>
internal sealed record FeatureBlock(double[] Values, IReadOnlyList<bool> IsComplete, IReadOnlyList<int?> Lines, IReadOnlyList<string[]> Kept);
