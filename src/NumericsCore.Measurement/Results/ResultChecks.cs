namespace NumericsCore.Measurement;

/// <summary>What the types of a result file cannot say of it.</summary>
internal static class ResultChecks
{
    /// <summary>Checks that no list holds a null, that numbers are finite, and that none that measures something is negative.</summary>
    /// <exception cref="ResultFormatException">One does, or is.</exception>
    public static void Require(ResultFile result, string name)
    {
        if (Fault(result) is { } fault) throw new ResultFormatException($"{name} is no result of numericscore bench: {fault}");
    }

    private static string? Fault(ResultFile result)
    {
        if (result.Warnings is { } warnings && warnings.Any(static warning => warning is null)) return "warnings has null";
        for (int i = 0; i < result.Devices.Count; i++)
        {
            string place = FormattableString.Invariant($"devices[{i}]");
            if (result.Devices[i] is not { } device) return $"{place} is null";
            if (Fault(device) is { } fault) return place + fault;
        }

        return null;
    }

    private static string? Fault(DeviceRecord device)
    {
        var ceilings = device.Ceilings;
        string? fault = Fault([
            (nameof(device.LaunchSeconds), device.LaunchSeconds), (nameof(device.MemoryBytes), device.MemoryBytes),
            (nameof(ceilings.CopyBytesPerSecond), ceilings?.CopyBytesPerSecond), (nameof(ceilings.FmaFlopsPerSecond), ceilings?.FmaFlopsPerSecond)]);
        if (fault is not null) return fault;
        for (int i = 0; i < device.Entries.Count; i++)
        {
            string place = FormattableString.Invariant($".entries[{i}]");
            if (device.Entries[i] is not { } entry) return $"{place} is null";
            if (Fault(entry) is { } inner) return place + inner;
        }

        for (int i = 0; i < device.Notes.Count; i++)
        {
            if (device.Notes[i] is null) return FormattableString.Invariant($".notes[{i}] is null");
        }

        return null;
    }

    private static string? Fault(EntryRecord entry) => entry.SampleSeconds?.Where(static sample => !double.IsFinite(sample) || sample < 0).Cast<double?>().FirstOrDefault() is { } sample
        ? FormattableString.Invariant($".sampleSeconds has {sample}; expected numbers of at least 0")
        : Fault([
        (nameof(entry.Bytes), entry.Bytes), (nameof(entry.Flops), entry.Flops), (nameof(entry.Seconds), entry.Seconds),
        (nameof(entry.Spread), entry.Spread), (nameof(entry.Minimum), entry.Minimum), (nameof(entry.RatioSpread), entry.RatioSpread),
        (nameof(entry.MeasuredBytes), entry.MeasuredBytes), (nameof(entry.ErrorShare), entry.ErrorShare)]);

    private static string? Fault(ReadOnlySpan<(string Name, double? Value)> numbers)
    {
        foreach (var (name, value) in numbers)
        {
            if (value is { } number && (!double.IsFinite(number) || number < 0))
                return FormattableString.Invariant($".{char.ToLowerInvariant(name[0])}{name[1..]} is {number}; expected a number of at least 0");
        }

        return null;
    }
}
