namespace NumericsCore.Mutants;

/// <summary>The mutants that cannot be told from the library, each with the reason: lines "name | reason" of <c>equivalent.txt</c> and, for mutants anywhere, <c>equivalent-anywhere.txt</c>; # for comments.</summary>
internal static class Equivalents
{
    public static IReadOnlyDictionary<string, string> Read(string resource = "equivalent.txt")
    {
        using var reader = new StreamReader(typeof(Equivalents).Assembly.GetManifestResourceStream(resource)!);
        var reasons = new Dictionary<string, string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            int bar = line.LastIndexOf(" | ", StringComparison.Ordinal);
            if (bar < 0) throw new FormatException($"{resource}: '{line}' has no reason after ' | '.");
            reasons.Add(line[..bar], line[(bar + 3)..]);
        }

        return reasons;
    }
}
