using System.CommandLine;

namespace NumericsCore.Cli.Commands;

/// <summary>Whether the first line of a table is a row, or names the columns.</summary>
internal static class NoHeaderOption
{
    public static Option<bool> Create() => Options.Flag("--no-header", "The first line is a row; columns are called 'column 1', 'column 2' and so on.");

    /// <summary>The opposite.</summary>
    public static Option<bool> CreateOpposite() => Options.Flag("--header", "The first line names the columns, even where it looks like data. [default: it does, unless it certainly is a row]");
}
