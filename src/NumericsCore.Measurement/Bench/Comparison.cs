namespace NumericsCore.Measurement;

/// <summary>One device of one result file.</summary>
internal sealed record ComparedColumn(string Title, MachineRecord? Machine, DeviceRecord Device);

/// <summary>How a time stands to that of the first column.</summary>
internal enum Verdict
{
    /// <summary>One of them is missing, or says nothing of its noise.</summary>
    Unknown,

    /// <summary>Within the noise.</summary>
    Same,

    Faster,

    Slower,
}

/// <summary>An entry of one column; null where the column lacks it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Speed">The first column's time divided by this one's: above 1 it is faster. Null without both.</param>
/// <param name="Verdict">Whether that is more than noise.</param>
internal sealed record ComparedCell(EntryRecord? Entry, double? Speed, Verdict Verdict) : InvariantRecord;

/// <summary>One kernel, size and peer in all columns.</summary>
internal sealed record ComparedRow(string Kernel, string Size, string? Peer, string? Parameters, IReadOnlyList<ComparedCell> Cells);

/// <summary>Result files side by side.</summary>
internal sealed record Comparison(IReadOnlyList<ComparedColumn> Columns, IReadOnlyList<ComparedRow> Rows, IReadOnlyList<string> Remarks)
{
    // of normally distributed times, the standard deviation is this times the median absolute deviation
    private const double DeviationOfSpread = 1.4826;
    private const double Deviations = 3;

    // below this, clocks, pages and neighbours make a difference that the samples of one run do not show
    private const double MinChange = 0.02;

    /// <summary>Puts all devices of all files side by side; the first is what the others are compared with.</summary>
    /// <param name="files">Each with the name that it is shown by.</param>
    public static Comparison Of(IReadOnlyList<(string Name, ResultFile Result)> files)
    {
        ComparedColumn[] columns = [.. from file in files from device in file.Result.Devices select new ComparedColumn($"{file.Name} {device.Name}", file.Result.Machine, device)];
        var keys = columns.SelectMany(static column => column.Device.Entries).Select(Key).Distinct().ToList();
        ComparedRow[] rows = [.. keys.Select(key => Row(key, columns))];
        var known = BenchKernel.All.Select(static kernel => kernel.Name).ToHashSet();
        var remarks = from file in files
                      from kernel in file.Result.Devices.SelectMany(static device => device.Entries).Select(static entry => entry.Kernel).Distinct()
                      where !known.Contains(kernel)
                      select $"{file.Name}: the kernel '{kernel}' is unknown here, and compared by its name alone";
        return new Comparison(columns, rows, [.. remarks]);
    }

    /// <summary>Whether a time differs from another by more than three standard deviations of both, and by more than 2 %.</summary>
    public static Verdict Judge(EntryRecord before, EntryRecord after)
    {
        if (before is not { Seconds: { } first, Spread: { } firstSpread } || after is not { Seconds: { } second, Spread: { } secondSpread }) return Verdict.Unknown;
        double noise = DeviationOfSpread * Math.Sqrt(firstSpread * firstSpread + secondSpread * secondSpread);
        double change = second - first;
        if (Math.Abs(change) <= Math.Max(Deviations * noise, MinChange * first)) return Verdict.Same;
        return change < 0 ? Verdict.Faster : Verdict.Slower;
    }

    private static (string Kernel, string Size, string? Peer, string? Parameters) Key(EntryRecord entry) => (entry.Kernel, entry.Size, entry.Peer, entry.Parameters);

    private static ComparedRow Row((string Kernel, string Size, string? Peer, string? Parameters) key, ComparedColumn[] columns)
    {
        EntryRecord?[] entries = [.. columns.Select(column => column.Device.Entries.FirstOrDefault(entry => Key(entry) == key))];
        var first = entries[0];
        return new ComparedRow(key.Kernel, key.Size, key.Peer, key.Parameters, [.. entries.Select(Cell)]);

        ComparedCell Cell(EntryRecord? entry, int column)
        {
            if (column == 0 || first is null || entry is null) return new ComparedCell(entry, null, Verdict.Unknown);
            return new ComparedCell(entry, first.Seconds / entry.Seconds, Judge(first, entry));
        }
    }
}
