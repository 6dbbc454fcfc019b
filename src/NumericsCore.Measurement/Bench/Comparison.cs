namespace NumericsCore.Measurement;

/// <summary>One device of one result file.</summary>
internal sealed record ComparedColumn(string Title, MachineRecord? Machine, DeviceRecord Device);

/// <summary>How a time stands to that of the first column.</summary>
internal enum Verdict
{
    /// <summary>One of them is missing, or says nothing of its noise.</summary>
    Unknown,

    /// <summary>At most 5 % apart, with all of the noise.</summary>
    Same,

    /// <summary>The noise hides whether they differ.</summary>
    Unclear,

    Faster,

    Slower,
}

/// <summary>An entry of one column; null where the column lacks it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Speed">The first column's time divided by this one's: above 1 it is faster. Null without both.</param>
/// <param name="Time">This time divided by the first column's, with its interval; null where one of them says nothing of its noise.</param>
/// <param name="HasOtherBits">Whether both have hashes of what they computed, and these differ.</param>
internal sealed record ComparedCell(EntryRecord? Entry, double? Speed, TimeRatio? Time, bool HasOtherBits = false) : InvariantRecord
{
    /// <summary>Whether the times differ by more than noise.</summary>
    public Verdict Verdict => Time?.Verdict ?? Verdict.Unknown;
}

/// <summary>One kernel, size and peer in all columns.</summary>
internal sealed record ComparedRow(string Kernel, string Size, string? Peer, string? Parameters, IReadOnlyList<ComparedCell> Cells);

/// <summary>Result files side by side.</summary>
internal sealed record Comparison(IReadOnlyList<ComparedColumn> Columns, IReadOnlyList<ComparedRow> Rows, IReadOnlyList<string> Remarks)
{
    /// <summary>What the files say of their machines that makes times doubtful.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What a column is called: A, B, C and so on.</summary>
    public static string Letter(int column) => column < 26 ? ((char)('A' + column)).ToString() : FormattableString.Invariant($"A{column}");

    /// <summary>A verdict as reports write it.</summary>
    public static string Word(Verdict verdict) => verdict == Verdict.Unknown ? "noise unknown" : verdict.ToString().ToLowerInvariant();

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
        return new Comparison(columns, rows, [.. remarks]) { Warnings = [.. from file in files from warning in file.Result.Warnings ?? [] select $"{file.Name}: {warning}"] };
    }

    /// <summary>The rows of a column that take certainly more than so many times as long as in the first: the whole interval of their ratio lies above.</summary>
    public IReadOnlyList<ComparedRow> Beyond(int column, double threshold) => [.. Rows.Where(row => row.Cells[column].Time is { } time && time.Lower > threshold)];

    /// <summary>The rows of a column that may take more than so many times as long: their ratio is above, and its interval is not.</summary>
    public IReadOnlyList<ComparedRow> PerhapsBeyond(int column, double threshold) => [.. Rows.Where(row => row.Cells[column].Time is { } time && time.Ratio > threshold && time.Lower <= threshold)];

    private static (string Kernel, string Size, string? Peer, string? Parameters) Key(EntryRecord entry) => (entry.Kernel, entry.Size, entry.Peer, entry.Parameters);

    private static ComparedRow Row((string Kernel, string Size, string? Peer, string? Parameters) key, ComparedColumn[] columns)
    {
        EntryRecord?[] entries = [.. columns.Select(column => column.Device.Entries.FirstOrDefault(entry => Key(entry) == key))];
        var first = entries[0];
        return new ComparedRow(key.Kernel, key.Size, key.Peer, key.Parameters, [.. entries.Select(Cell)]);

        ComparedCell Cell(EntryRecord? entry, int column)
        {
            if (column == 0 || first is null || entry is null) return new ComparedCell(entry, null, null);
            return new ComparedCell(entry, first.Seconds / entry.Seconds, TimeRatio.Of(first, entry), first.BitsSha256 is { } bits && entry.BitsSha256 is { } others && bits != others);
        }
    }
}
