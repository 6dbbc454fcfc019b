namespace NumericsCore.Cli.Pipeline;

/// <summary>Names of columns in a message.</summary>
internal static class ColumnNames
{
    private const int MaxNames = 40;

    /// <summary>'a', 'b', as many as can be read, and how many more.</summary>
    public static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MaxNames).Select(static name => $"'{name}'")) + (names.Count > MaxNames ? FormattableString.Invariant($" and {names.Count - MaxNames} more") : "");
}
