namespace NumericsCore.Data;

/// <summary>What was found while a column was read from a file.</summary>
/// <param name="Table">The file.</param>
/// <param name="MissingWords">How missing cells were written, and how many there were of each.</param>
/// <param name="Problem">Why the column cannot be used; null if it can.</param>
/// <param name="Line">The line of the problem.</param>
/// <param name="IsUnnamed">Whether the header gives it no name.</param>
internal sealed record ColumnOrigin(string Table, IReadOnlyDictionary<string, int> MissingWords, string? Problem = null, int? Line = null, bool IsUnnamed = false);
