using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What the user should know of columns that were made features.</summary>
internal static class ColumnWarnings
{
    /// <summary>Of the rows of a training.</summary>
    /// <param name="file">The table.</param>
    /// <param name="columns">What made the features.</param>
    /// <param name="unknown">For columns of categories, how many cells are one that is not known.</param>
    public static IEnumerable<string> Of(string file, ColumnTransformer columns, IReadOnlyDictionary<string, int> unknown) =>
        [.. columns.Notes.Select(note => $"{file}: {note}"), .. OfUnknown(file, unknown.ToDictionary(static pair => pair.Key, static pair => (long)pair.Value))];

    /// <summary>Of categories that the rows trained on did not have.</summary>
    public static IEnumerable<string> OfUnknown(string file, IReadOnlyDictionary<string, long> unknown) => unknown.Select(pair =>
        FormattableString.Invariant($"{file}: column '{pair.Key}' has a category that no training row has in {pair.Value} {(pair.Value == 1 ? "row" : "rows")}, which counts as none of those known"));
}
