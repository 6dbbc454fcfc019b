using System.Text.RegularExpressions;

namespace NumericsCore.Tests.Serialization;

/// <summary>What the fuzzers share.</summary>
internal static partial class Fuzz
{
    /// <summary>The rule that a message states, without what differs from file to file.</summary>
    public static string RuleOf(string message)
    {
        string rule = Quoted().Replace(message.Split(": ", 2)[1], "'.'");
        // what the JSON reader says is its own
        int json = rule.IndexOf(", at byte", StringComparison.Ordinal);
        return Numbers().Replace(json < 0 ? rule : rule[..json], "0");
    }

    [GeneratedRegex("'.*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\[[\d, ]*\]|[+-]?\d[\d.eE+-]*|\b(BOOL|C64|[FBUI]\w*\d\w*)\b")]
    private static partial Regex Numbers();
}
