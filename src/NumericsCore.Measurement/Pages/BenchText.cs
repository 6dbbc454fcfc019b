using System.Globalization;
using System.Text;

namespace NumericsCore.Measurement;

/// <summary>Result files as CSV, a line an entry, and as Markdown, side by side.</summary>
internal static class BenchText
{
    private static readonly string[] s_head =
    [
        "results", "device", "description", "cpu", "numericscore", "kernel", "size", "parameters", "whose", "seconds", "spread", "minimum", "samples", "median_lower", "median_upper",
        "bytes", "flops", "achieved", "share_of_ceiling", "same_bits", "bits_sha256", "ratio_to_first", "ratio_lower", "ratio_upper", "verdict",
    ];

    // numbers to the right, words to the left
    private static readonly string[] s_firstRule = ["---:", "---:"];
    private static readonly string[] s_rule = ["---:", "---:", "---:", "---"];

    /// <summary>The entries of all devices as CSV (RFC 4180, with line feeds); a text that a spreadsheet would take for a formula has an apostrophe before it.</summary>
    public static string Csv(Comparison comparison)
    {
        var text = new StringBuilder(string.Join(',', s_head)).Append('\n');
        for (int i = 0; i < comparison.Columns.Count; i++)
        {
            var (title, machine, device) = comparison.Columns[i];
            foreach (var row in comparison.Rows)
            {
                if (row.Cells[i] is not { Entry: { } entry } cell) continue;
                var (achievement, interval) = (Achievement.Of(entry, device.Ceilings), TimeRatio.Interval(entry));
                string[] cells =
                [
                    Cell(title), Cell(device.Name), Cell(device.Description), Cell(machine?.Cpu), Cell(machine?.NumericsCore), Cell(row.Kernel), Cell(row.Size), Cell(row.Parameters), Cell(row.Peer ?? "ours"),
                    Number(entry.Seconds), Number(entry.Spread), Number(entry.Minimum), Number(entry.Samples), Number(interval?.Lower), Number(interval?.Upper),
                    Number(entry.Bytes), Number(entry.Flops), Cell(achievement?.Text), Number(achievement?.Share), entry.SameBits is { } same ? (same ? "true" : "false") : "", Cell(entry.BitsSha256),
                    Number(cell.Time?.Ratio), Number(cell.Time?.Lower), Number(cell.Time?.Upper), i == 0 ? "" : Comparison.Word(cell.Verdict),
                ];
                text.Append(string.Join(',', cells)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The devices and a table of all kernels as Markdown.</summary>
    public static string Markdown(Comparison comparison, IReadOnlyList<string> remarks)
    {
        var text = new StringBuilder("# NumericsCore benchmarks\n\n");
        Row(text, ["", "Device", "Results", "Processor", "NumericsCore", "Copy", "Fma"]);
        Row(text, ["---", "---", "---", "---", "---", "---:", "---:"]);
        for (int i = 0; i < comparison.Columns.Count; i++)
        {
            var (title, machine, device) = comparison.Columns[i];
            Row(text,
            [
                Comparison.Letter(i), Escape(device.Description ?? device.Name), Escape(title), Escape(machine?.Cpu ?? ""), Escape(machine?.NumericsCore?.Split('+')[0] ?? ""),
                device.Ceilings?.CopyBytesPerSecond is { } copy ? Quantity.Bandwidth(copy) : "", device.Ceilings?.FmaFlopsPerSecond is { } fma ? Quantity.Rate(fma) : "",
            ]);
        }

        text.Append('\n');
        var letters = comparison.Columns.Select(static (_, i) => Comparison.Letter(i)).ToList();
        Row(text, ["Kernel", "Size", "Whose", .. letters.SelectMany(static (letter, i) => i == 0 ? new[] { letter, "Of ceiling" } : [letter, "Of ceiling", $"{Comparison.Letter(0)}/{letter}", ""])]);
        Row(text, ["---", "---", "---", .. letters.SelectMany(static (_, i) => i == 0 ? s_firstRule : s_rule)]);
        foreach (var row in comparison.Rows)
            Row(text, [Escape(row.Kernel), Escape(row.Parameters is { } parameters ? $"{row.Size}, {parameters}" : row.Size), Escape(row.Peer ?? "ours"), .. row.Cells.SelectMany((cell, i) => Cells(cell, comparison.Columns[i].Device, i))]);
        if (comparison.Columns.Count > 1) text.Append("\nA/B above 1: B is faster. In brackets, what the noise of both runs leaves open.\n");
        string[] notes = [.. comparison.Warnings, .. remarks, .. comparison.Remarks];
        if (notes.Length > 0) text.Append('\n');
        foreach (string note in notes) text.Append("- ").Append(Escape(note)).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> Cells(ComparedCell cell, DeviceRecord device, int column)
    {
        yield return cell.Entry switch
        {
            null => "",
            { SameBits: false } or { ErrorShare: > 1 } => "WRONG",
            { Seconds: { } seconds } => Quantity.Seconds(seconds),
            _ => "none",
        };
        yield return cell.Entry is { } entry && Achievement.Of(entry, device.Ceilings)?.Share is { } share ? Quantity.Share(share) : "";
        if (column == 0) yield break;
        yield return cell.Speed is not { } speed ? "" : cell.Time is { } time ? $"{Quantity.Number(speed)} ({Quantity.Number(1 / time.Upper)} to {Quantity.Number(1 / time.Lower)})" : Quantity.Number(speed);
        yield return cell.Speed is null ? "" : Comparison.Word(cell.Verdict) + (cell.HasOtherBits ? ", OTHER BITS" : "");
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>A text in which Markdown and HTML find nothing to read.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (char c in PrintableText.Of(text))
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '~' or '!' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        string text = PrintableText.Of(value);
        if (text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return text.AsSpan().IndexOfAny(',', '"', '\n') >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
