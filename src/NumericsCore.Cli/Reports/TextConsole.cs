using System.Globalization;
using NumericsCore.Cli.Streams;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>Tables for a terminal, and for a file or a pipe.</summary>
internal static class TextConsole
{
    private const int WideEnough = 1000;
    private const int MaxColumnsShown = 100;

    /// <summary>A console over the output; without colours, and as wide as it takes, where the output is no terminal.</summary>
    public static IAnsiConsole Create(TextWriter output)
    {
        bool terminal = output == Console.Out && !Console.IsOutputRedirected;
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) };
        if (!terminal)
        {
            settings.Ansi = AnsiSupport.No;
            settings.Interactive = InteractionSupport.No;
            settings.Enrichment.UseDefaultEnrichers = false;
        }
        var console = AnsiConsole.Create(settings);
        if (!terminal) console.Profile.Width = WideEnough;
        return console;
    }

    /// <summary>Whether something that moves can be shown.</summary>
    public static bool IsLive(this IAnsiConsole console) => console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Prints a line, in which nothing stays that a terminal would obey.</summary>
    public static void Line(this IAnsiConsole console, string text) => console.WriteLine(PrintableText.Of(text));

    /// <summary>Whether tables are lines of words, and not drawn.</summary>
    public static bool IsPlain(this IAnsiConsole console) => console.Profile.Out.Writer is PlainOutput;

    /// <summary>Prints a table whose columns from one on are numbers.</summary>
    public static void WriteTable(this IAnsiConsole console, string[] head, int numbersFrom, IEnumerable<string[]> rows) =>
        console.WriteTable([.. head.Select(PrintableText.Of)], [.. Enumerable.Range(numbersFrom, head.Length - numbersFrom)], rows.Select(static row => row.Select(PrintableText.Of).ToArray()));

    /// <summary>Prints a table of some columns of numbers, and of cells that may have several lines.</summary>
    public static void WriteTable(this IAnsiConsole console, string[] head, int[] numbers, IEnumerable<string[]> rows)
    {
        var printable = rows.Select(static row => row.Select(static cell => string.Join(Environment.NewLine, cell.Split(Environment.NewLine).Select(PrintableText.Of))).ToArray());
        if (console.IsPlain())
        {
            foreach (string line in PlainTable.Lines(head, printable)) console.WriteLine(line);
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        for (int i = 0; i < head.Length; i++) table.AddColumn(new TableColumn(new Text(head[i])) { Alignment = numbers.Contains(i) ? Justify.Right : Justify.Left });
        foreach (string[] row in printable) table.AddRow(row.Select(static cell => new Text(cell)));
        console.Write(table);
    }

    /// <summary>Prints what becomes of the columns of a table.</summary>
    public static void WriteColumns(this IAnsiConsole console, Data.ColumnTransformer columns)
    {
        var rows = columns.SummaryRows();
        console.WriteTable(["Column", "Steps", "Features"], numbersFrom: 2, rows.Take(MaxColumnsShown).Select(static row => (string[])[row.Column, row.Steps, row.Features.ToString(CultureInfo.InvariantCulture)]));
        if (rows.Count > MaxColumnsShown) console.Line(FormattableString.Invariant($"and {rows.Count - MaxColumnsShown} columns more"));
    }
}
