using System.Globalization;
using NumericsCore.Measurement;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>Prints result files side by side.</summary>
internal sealed class CompareReport(TextWriter output)
{
    private readonly IAnsiConsole _console = TextConsole.Create(output);

    /// <summary>The columns, the table, what changed beyond the noise, and what is not understood.</summary>
    public void Write(Comparison comparison, IReadOnlyList<string> remarks)
    {
        for (int i = 0; i < comparison.Columns.Count; i++)
        {
            var (title, machine, device) = comparison.Columns[i];
            _console.Line($"{Letter(i)}: {title}: {device.Description ?? "not described"}; {machine?.Cpu ?? "machine unknown"}; NumericsCore {machine?.NumericsCore ?? "unknown"}{Ceilings(device)}");
        }

        string[] head = ["Kernel", "Size", "Whose", .. Enumerable.Range(0, comparison.Columns.Count).SelectMany(static i => i == 0 ? new[] { Letter(0) } : [Letter(i), $"{Letter(0)}/{Letter(i)}", ""])];
        _console.WriteTable(head, numbersFrom: 3, comparison.Rows.Select(Row));
        if (comparison.Columns.Count > 1)
        {
            _console.Line("A/B above 1: B is faster. A change is named if it is more than three standard deviations of both runs' samples, and more than 2 %.");
            for (int i = 1; i < comparison.Columns.Count; i++) _console.Line($"{Letter(i)}: {Counts(comparison, i)}");
        }

        foreach (string remark in remarks.Concat(comparison.Remarks)) _console.Line(remark);
    }

    private static string Ceilings(DeviceRecord device) => device.Ceilings is { CopyBytesPerSecond: { } copy, FmaFlopsPerSecond: { } fma }
        ? $"; copy {Quantity.Bandwidth(copy)}, fma {Quantity.Rate(fma)}" : "; ceilings unknown";

    private static string[] Row(ComparedRow row) =>
    [
        row.Kernel,
        row.Parameters is { } parameters ? $"{row.Size}, {parameters}" : row.Size,
        row.Peer ?? "ours",
        .. row.Cells.SelectMany(static (cell, i) => i == 0 ? new[] { Time(cell.Entry) } : [Time(cell.Entry), cell.Speed is { } speed ? Quantity.Number(speed) : "", Word(cell)]),
    ];

    private static string Time(EntryRecord? entry) => entry switch
    {
        null => "",
        { SameBits: false } or { ErrorShare: > 1 } => "WRONG",
        { Seconds: { } seconds } => Quantity.Seconds(seconds),
        _ => "none",
    };

    private static string Word(ComparedCell cell) => cell.Verdict switch
    {
        Verdict.Same => "same",
        Verdict.Faster => "faster",
        Verdict.Slower => "slower",
        _ => cell.Speed is null ? "" : "noise unknown",
    };

    private static string Counts(Comparison comparison, int column)
    {
        var cells = comparison.Rows.Select(row => row.Cells[column]).ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"{Count(Verdict.Faster)} faster, {Count(Verdict.Slower)} slower, {Count(Verdict.Same)} the same, {Count(Verdict.Unknown)} not comparable");

        int Count(Verdict verdict) => cells.Count(cell => cell.Verdict == verdict);
    }

    private static string Letter(int column) => column < 26 ? ((char)('A' + column)).ToString() : string.Create(CultureInfo.InvariantCulture, $"A{column}");
}
