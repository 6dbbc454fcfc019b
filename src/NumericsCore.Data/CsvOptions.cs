namespace NumericsCore.Data;

/// <summary>How <see cref="Table.ReadCsv(string, CsvOptions?)"/> reads a file.</summary>
public sealed record CsvOptions
{
    /// <summary>The character between two fields: a comma unless set. ASCII, and neither a quote nor a line break.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>
    /// The words that mark a missing value, beside the empty cell: NA, N/A, NaN, null and ? unless set. ASCII letters match in either
    /// case. They count in text columns too: set the list to [] to keep such words as text.
    /// </summary>
    public IReadOnlyList<string> MissingValues { get; init; } = ["NA", "N/A", "NaN", "null", "?"];
}
