using System.Text.RegularExpressions;

namespace NumericsCore.Docs.Tests.Programs;

/// <summary>Compares what a program printed with what its page shows.</summary>
internal static class OutputPattern
{
    /// <summary>Stands for anything within one line, such as a time.</summary>
    public const char Anything = '…';

    /// <summary>
    /// The first difference, line by line, or null if there is none. Spaces at the ends of lines and blank lines at the
    /// end do not count.
    /// </summary>
    public static string? Difference(string expected, string actual)
    {
        string[] expectedLines = Lines(expected), actualLines = Lines(actual);
        for (int i = 0; i < Math.Max(expectedLines.Length, actualLines.Length); i++)
        {
            string? wanted = i < expectedLines.Length ? expectedLines[i] : null;
            string? found = i < actualLines.Length ? actualLines[i] : null;
            if (wanted is null || found is null || !Matches(wanted, found))
            {
                return $"line {i + 1} of the output differs.\n  page:    {wanted ?? "(no such line)"}\n  program: {found ?? "(no such line)"}\nThe whole output:\n{actual}";
            }
        }

        return null;
    }

    private static bool Matches(string expected, string actual)
    {
        string pattern = string.Join(".*", expected.TrimEnd().Split(Anything).Select(Regex.Escape));
        return Regex.IsMatch(actual, $@"\A{pattern}\s*\z", RegexOptions.CultureInvariant);
    }

    private static string[] Lines(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        int last = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        return lines[..(last + 1)];
    }
}
