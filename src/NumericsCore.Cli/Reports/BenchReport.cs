using System.Globalization;
using NumericsCore.Measurement;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>Prints the machine, and for each device its ceilings and a table of kernels.</summary>
internal sealed class BenchReport(TextWriter output)
{
    private const int HashLettersShown = 8;

    private readonly IAnsiConsole _console = TextConsole.Create(output);

    /// <summary>One line of text.</summary>
    public void Line(string text) => _console.Line(text);

    /// <summary>What all devices share.</summary>
    public void Machine(MachineRecord machine)
    {
        string?[] parts =
        [
            machine.Cpu,
            machine.Cores is { } cores ? Invariant($"{cores} core{(cores == 1 ? "" : "s")}") : null,
            Invariant($"{machine.Threads} thread{(machine.Threads == 1 ? "" : "s")}"),
            machine.VectorBits == 0 ? "scalar lanes" : Invariant($"{machine.VectorBits}-bit lanes"),
            $"caches {string.Join(", ", new[] { machine.Level1Bytes, machine.Level2Bytes, machine.Level3Bytes }.Select(Quantity.Bytes).OfType<string>())}",
            machine.OperatingSystem,
            machine.Runtime,
            $"NumericsCore {machine.NumericsCore}",
        ];
        Line(string.Join("; ", parts.OfType<string>()));
    }

    /// <summary>Shows a bar while a device is measured, in a terminal.</summary>
    /// <param name="name">The device.</param>
    /// <param name="steps">How often <paramref name="measure"/> will say what comes next.</param>
    /// <param name="measure">The measurement.</param>
    public DeviceRecord Follow(string name, int steps, Func<Action<string>?, DeviceRecord> measure) => !_console.IsLive() ? measure(null) : _console
        .Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            // behind by one, for what is announced has only begun
            var bar = context.AddTask(Markup.Escape(name), maxValue: steps);
            bar.Value = -1;
            return measure(next =>
            {
                bar.Increment(1);
                bar.Description = Markup.Escape($"{name}: {next}");
            });
        });

    /// <summary>All that was measured on a device.</summary>
    public void Device(DeviceRecord device)
    {
        Line("");
        Line($"{device.Name}: {device.Description}; {Quantity.Bytes(device.MemoryBytes)}; {device.Driver}; times by {device.Clock}");
        var ceilings = device.Ceilings!;
        double copy = ceilings.CopyBytesPerSecond!.Value, fma = ceilings.FmaFlopsPerSecond!.Value;
        string oneThread = ceilings is { OneThreadCopyBytesPerSecond: { } copyOfOne, OneThreadFmaFlopsPerSecond: { } fmaOfOne } ? $"; one thread: {Quantity.Bandwidth(copyOfOne)}, {Quantity.Rate(fmaOfOne)}" : "";
        Line($"ceilings: copy {Quantity.Bandwidth(copy)} (read and written, {ceilings.CopyMethod}), fma {Quantity.Rate(fma)}{oneThread}");
        _console.WriteTable(["Kernel", "Size", "Whose", "Time", "±", "Achieved", "Of ceiling", "Bits", "SHA-256"], numbersFrom: 3, device.Entries.Select(entry => Row(entry, ceilings)));
        foreach (var entry in device.Entries.Where(static entry => entry.Remark is not null)) Line($"{entry.Kernel} {entry.SizeText}: {FirstLine(entry.Remark!)}");
        foreach (string note in device.Notes) Line(note);
        if (device.LaunchSeconds is { } launch) WriteLaunch(device, launch);
    }

    private static string[] Row(EntryRecord entry, CeilingsRecord ceilings)
    {
        string bits = entry switch
        {
            { ErrorShare: { } error } => error <= 1 ? $"{Quantity.Share(error)} of bound" : "WRONG",
            { SameBits: { } same } => same ? "same" : "WRONG",
            _ => "",
        };
        string[] start = [entry.Kernel, entry.SizeText, entry.Peer ?? "ours"];
        if (entry is not { Seconds: { } seconds, Spread: { } spread }) return [.. start, "", "", "", "", bits == "" ? "FAILED" : bits, Hash(entry)];
        var achieved = Achievement.Of(entry, ceilings);
        return [.. start, Quantity.Seconds(seconds), Quantity.Share(spread / seconds), achieved?.Text ?? "", achieved?.Share is { } share ? Quantity.Share(share) : "", bits, Hash(entry)];
    }

    private static string Hash(EntryRecord entry) => entry.BitsSha256?[..Math.Min(HashLettersShown, entry.BitsSha256.Length)] ?? "";

    /// <summary>The cost of a launch, and how many elements take as long.</summary>
    private void WriteLaunch(DeviceRecord device, double launch)
    {
        var sizes = device.Entries
            .Where(static entry => entry.Seconds is not null && KernelSize.Parse(entry.Size).Form == SizeForm.Count)
            .GroupBy(static entry => entry.Kernel)
            .Select(static kernel => kernel.MaxBy(static entry => KernelSize.Parse(entry.Size).Count)!)
            .Select(entry => $"{entry.Kernel} {Elements(launch / (entry.Seconds!.Value / KernelSize.Parse(entry.Size).Count))}")
            .ToList();
        Line($"a launch takes {Quantity.Seconds(launch)}{(sizes.Count == 0 ? "" : $"; as long as the work on this many elements: {string.Join(", ", sizes)}")}");
    }

    private static string Elements(double count) => count switch
    {
        >= 1 << 20 => Quantity.Number(count / (1 << 20)) + "M",
        >= 1 << 10 => Quantity.Number(count / (1 << 10)) + "K",
        _ => count.ToString("F0", CultureInfo.InvariantCulture),
    };

    // a compiler's log follows on lines of its own, which the results keep
    private static string FirstLine(string remark) => remark.Split('\n')[0].TrimEnd('\r');

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
