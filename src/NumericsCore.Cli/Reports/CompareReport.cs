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
            _console.Line($"{Comparison.Letter(i)}: {title}: {device.Description ?? "not described"}; {machine?.Cpu ?? "machine unknown"}; NumericsCore {machine?.NumericsCore ?? "unknown"}{Ceilings(device)}");
        }

        string[] head = ["Kernel", "Size", "Whose", .. Enumerable.Range(0, comparison.Columns.Count).SelectMany(static i => i == 0 ? new[] { Comparison.Letter(0) } : [Comparison.Letter(i), $"{Comparison.Letter(0)}/{Comparison.Letter(i)}", ""])];
        _console.WriteTable(head, numbersFrom: 3, comparison.Rows.Select(Row));
        if (comparison.Columns.Count > 1)
        {
            _console.Line("A/B above 1: B is faster. In brackets, what the noise of both runs leaves open; a change is named if all of it is beyond 2 %, the same is at most 5 % apart.");
            for (int i = 1; i < comparison.Columns.Count; i++) _console.Line($"{Comparison.Letter(i)}: {Counts(comparison, i)}");
        }

        foreach (string warning in comparison.Warnings) _console.Line($"warning: {warning}");
        foreach (string remark in remarks.Concat(comparison.Remarks)) _console.Line(remark);
    }

    /// <summary>Says which kernels take longer than a threshold allows; gives whether none does.</summary>
    public bool Threshold(Comparison comparison, double threshold)
    {
        bool holds = true;
        for (int i = 1; i < comparison.Columns.Count; i++)
        {
            var (beyond, perhaps) = (comparison.Beyond(i, threshold), comparison.PerhapsBeyond(i, threshold));
            foreach (var row in beyond) _console.Line($"TOO SLOW: {Beside(row, i, threshold)}");
            foreach (var row in perhaps) _console.Line($"unclear: {Beside(row, i, threshold)}; repeat it on a quiet machine");
            if (beyond.Count == 0 && perhaps.Count == 0) _console.Line(string.Create(CultureInfo.InvariantCulture, $"{Comparison.Letter(i)}: none of {comparison.Rows.Count(row => row.Cells[i].Time is not null)} takes more than {threshold:0.##} times as long as A"));
            holds &= beyond.Count == 0;
        }

        return holds;
    }

    private static string Beside(ComparedRow row, int column, double threshold)
    {
        var time = row.Cells[column].Time!;
        return string.Create(CultureInfo.InvariantCulture,
            $"{row.Kernel} {row.Size}{(row.Parameters is { } parameters ? $", {parameters}" : "")} takes {Quantity.Number(time.Ratio)} ({Quantity.Number(time.Lower)} to {Quantity.Number(time.Upper)}) times as long in {Comparison.Letter(column)} as in A, where {threshold:0.##} is allowed");
    }

    private static string Ceilings(DeviceRecord device) => device.Ceilings is { CopyBytesPerSecond: { } copy, FmaFlopsPerSecond: { } fma }
        ? $"; copy {Quantity.Bandwidth(copy)}, fma {Quantity.Rate(fma)}" : "; ceilings unknown";

    private static string[] Row(ComparedRow row) =>
    [
        row.Kernel,
        row.Parameters is { } parameters ? $"{row.Size}, {parameters}" : row.Size,
        row.Peer ?? "ours",
        .. row.Cells.SelectMany(static (cell, i) => i == 0 ? new[] { Time(cell.Entry) } : [Time(cell.Entry), Speed(cell), Word(cell)]),
    ];

    private static string Time(EntryRecord? entry) => entry switch
    {
        null => "",
        { SameBits: false } or { ErrorShare: > 1 } => "WRONG",
        { Seconds: { } seconds } => Quantity.Seconds(seconds),
        _ => "none",
    };

    private static string Speed(ComparedCell cell) => cell switch
    {
        { Speed: { } speed, Time: { } time } => $"{Quantity.Number(speed)} ({Quantity.Number(1 / time.Upper)} to {Quantity.Number(1 / time.Lower)})",
        { Speed: { } speed } => Quantity.Number(speed),
        _ => "",
    };

    private static string Word(ComparedCell cell)
    {
        string word = cell.Speed is null ? "" : Comparison.Word(cell.Verdict);
        return cell.HasOtherBits ? $"{word}, OTHER BITS" : word;
    }

    private static string Counts(Comparison comparison, int column)
    {
        var cells = comparison.Rows.Select(row => row.Cells[column]).ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"{Count(Verdict.Faster)} faster, {Count(Verdict.Slower)} slower, {Count(Verdict.Same)} the same, {Count(Verdict.Unclear)} unclear, {Count(Verdict.Unknown)} not comparable");

        int Count(Verdict verdict) => cells.Count(cell => cell.Verdict == verdict);
    }
}
