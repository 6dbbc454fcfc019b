using System.Globalization;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>The table of ratios of a result, as aligned Markdown: the same on the console, in the results folder and on the page.</summary>
internal static class RatioTable
{
    private const string Nothing = "";
    private static readonly string[] s_header = ["work", "NumericsCore", "TorchSharp", "ratio", "±", "target", "of the limit", "target", ""];

    /// <summary>A line for each row that was measured, in the order of <see cref="Rows.All"/>.</summary>
    public static string ToMarkdown(DeviceRecord device)
    {
        var lines = Rows.All.Where(row => row.Ours(device) is not null).Select(row => Line(row, device)).ToList();
        string[][] table = [s_header, [.. s_header.Select(static _ => "")], .. lines];
        int[] widths = [.. Enumerable.Range(0, s_header.Length).Select(column => Math.Max(3, table.Max(line => line[column].Length)))];
        table[1] = [.. widths.Select((width, column) => IsRight(column) ? new string('-', width - 1) + ":" : new string('-', width))];
        return string.Join('\n', table.Select(line => "| " + string.Join(" | ", line.Select((cell, column) => IsRight(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))) + " |"));

        static bool IsRight(int column) => column is > 0 and < 8;
    }

    /// <summary>Rows of which some target is missed.</summary>
    public static IEnumerable<Row> Missed(DeviceRecord device) => Rows.All.Where(row => row.Ours(device) is not null && Verdict(row, device) == "missed");

    /// <summary>The peer's figure divided by ours; null without either.</summary>
    public static double? Ratio(Row row, DeviceRecord device) =>
        row.Ours(device) is { } ours && row.Peer(device) is { } peer ? (peer.Seconds ?? peer.MeasuredBytes) / (ours.Seconds ?? ours.MeasuredBytes) : null;

    /// <summary>How much of the measured limit our time reaches: of the multiply-adds where the row counts operations, else of the copy's bytes.</summary>
    public static double? Share(Row row, DeviceRecord device)
    {
        if (row.Ours(device) is not { Seconds: { } seconds } ours || device.Ceilings is not { } ceilings) return null;
        bool one = row is CallRow { OneThread: true };
        return ours.Flops is { } flops ? flops / seconds / (one ? ceilings.OneThreadFmaFlopsPerSecond : ceilings.FmaFlopsPerSecond)
            : ours.Bytes is { } bytes ? bytes / seconds / (one ? ceilings.OneThreadCopyBytesPerSecond : ceilings.CopyBytesPerSecond)
            : null;
    }

    private static string[] Line(Row row, DeviceRecord device)
    {
        var ours = row.Ours(device)!;
        double? ratio = Ratio(row, device), share = Share(row, device);
        return
        [
            row.Name,
            Amount(ours),
            row.Peer(device) is { } peer ? Amount(peer) : Nothing,
            ratio is null ? Nothing : Text($"{ratio:0.00}x"),
            ours.RatioSpread is { } spread ? Text($"{spread:0.00}") : Nothing,
            row.TargetRatio is { } least ? Text($"{least:0.0}x") : row.TargetBytes is { } most ? Text($"< {most / 1e6:0} MB") : Nothing,
            share is null ? Nothing : Text($"{share * 100:0} %"),
            row.TargetFraction is { } minFraction ? Text($"{minFraction * 100:0} %") : Nothing,
            Verdict(row, device),
        ];
    }

    private static string Verdict(Row row, DeviceRecord device)
    {
        if (row is { TargetRatio: null, TargetFraction: null, TargetBytes: null }) return Nothing;
        bool met = (row.TargetRatio is not { } ratio || Ratio(row, device) >= ratio)
            && (row.TargetFraction is not { } share || Share(row, device) >= share)
            && (row.TargetBytes is not { } bytes || row.Ours(device)!.MeasuredBytes < bytes);
        return met ? "met" : "missed";
    }

    private static string Amount(EntryRecord entry) => (entry.Seconds, entry.MeasuredBytes) switch
    {
        ({ } seconds, _) when seconds < 1e-3 => Text($"{seconds * 1e6:0.0} µs"),
        ({ } seconds, _) when seconds < 1 => Text($"{seconds * 1e3:0.00} ms"),
        ({ } seconds, _) => Text($"{seconds:0.00} s"),
        (null, { } bytes) => Text($"{bytes / 1e6:0.0} MB"),
        _ => Nothing,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
