namespace NumericsCore.Cli.Pipeline;

/// <summary>Guesses which name a mistyped one was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest edits, if they are few: two in a name of five letters. Upper and lower case are equal.</summary>
    public static string? Of(string typed, IEnumerable<string> names) => names
        .Select(name => (Name: name, Edits: Edits(typed.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(candidate => candidate.Edits <= (candidate.Name.Length + 1) / 3)
        .OrderBy(static candidate => candidate.Edits)
        .Select(static candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary>Levenshtein's distance (1965): insertions, deletions and replacements of a letter, a row of the table at a time.</summary>
    private static int Edits(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
