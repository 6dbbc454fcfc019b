using System.CommandLine;

namespace NumericsCore.Cli.Commands;

/// <summary>Whether the first line of a table is a row.</summary>
internal static class NoHeaderOption
{
    public static Option<bool> Create() => Options.Flag("--no-header", "The first line is a row; columns are called 'column 1', 'column 2' and so on.");
}
