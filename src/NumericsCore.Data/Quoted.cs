namespace NumericsCore.Data;

/// <summary>Names and values of a table as an error message shows them.</summary>
internal static class Quoted
{
    private const int MaximumNames = 12;
    private const int MaximumLength = 40;

    /// <summary>'a', 'b' and 'c', or the first twelve and how many more.</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names.Select(One)];
        if (all.Length == 1) return all[0];
        return all.Length <= MaximumNames
            ? $"{string.Join(", ", all[..^1])} and {all[^1]}"
            : $"{string.Join(", ", all[..MaximumNames])} and {all.Length - MaximumNames} more";
    }

    /// <summary>'value', cut after forty characters, and fit for a terminal.</summary>
    public static string One(string value) => $"'{PrintableText.Of(Start(value, MaximumLength))}{(value.Length > MaximumLength ? "..." : "")}'";

    /// <inheritdoc cref="PrintableText.Start"/>
    public static string Start(string text, int most) => PrintableText.Start(text, most);
}
