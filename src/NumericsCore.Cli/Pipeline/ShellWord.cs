namespace NumericsCore.Cli.Pipeline;

/// <summary>A name as a shell takes it for one word.</summary>
internal static class ShellWord
{
    /// <summary>The name; in single quotes, where a shell would read something else in it.</summary>
    public static string Of(string name) =>
        name.Length > 0 && name.All(static c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-' or '/' or ':' or '+' or '%' or '@')
            ? name
            : $"'{name.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
