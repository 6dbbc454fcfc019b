using System.Globalization;
using System.Runtime.InteropServices;
using NumericsCore.Measurement;
using TorchSharp;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>The program behind benchmarks/side-by-side. It runs in the root of the checkout.</summary>
internal static class SideBySideCommand
{
    // the ceilings are measured between the rows too: a virtual machine's cores may be slowed for a while
    private const int RowsBetweenCeilings = 8;

    /// <summary>Runs it.</summary>
    /// <returns>0; 1 if the peer's native library does not load, results disagree, or they are not to be saved; 2 if the arguments are wrong.</returns>
    public static int Run(string[] arguments)
    {
        try
        {
            return arguments switch
            {
                [ProcessMeter.Command, var work, var side] => ProcessMeter.Child(work, side),
                ["can-load"] => CanLoad() ? 0 : 1,
                ["suites", .. var rest] => Suites.Run(rest),
                _ => Measure(Options.Parse(arguments)),
            };
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
        catch (DisagreementException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static int Measure(Options options)
    {
        if (!CanLoad())
        {
            Console.Error.WriteLine("TorchSharp's native library does not load on this system; benchmarks/side-by-side finds one where it does.");
            return 1;
        }

        var started = DateTimeOffset.Now;
        var others = new OtherWork(ProcessorTimes.Read);
        var plan = options.Quick ? SamplingPlan.Quick : SamplingPlan.Thorough;
        var cpu = MeasuredDevice.Open("cpu");
        var entries = new List<EntryRecord>();
        CeilingsRecord? ceilings = null;
        int done = 0;
        foreach (var row in options.Chosen)
        {
            if (row is CallRow && done++ % RowsBetweenCeilings == 0) ceilings = Ceilings.Max(ceilings, CeilingMeter.Measure(cpu, plan));
            Console.Error.WriteLine($"{row.Name} ...");
            Func<EntryRecord[]> measure = row is CallRow call ? () => call.Measure(plan) : () => ((ProcessRow)row).Measure(options.Quick);
            entries.AddRange(row.IsTimed ? others.During(measure) : measure());
        }

        var result = new ResultFile
        {
            Command = string.Join(' ', ["benchmarks/side-by-side", .. options.Quick ? ["--quick"] : Array.Empty<string>(), .. options.Only.Count > 0 ? [$"--only \"{string.Join(';', options.Only)}\""] : Array.Empty<string>()]),
            Started = started,
            Machine = MachineReader.Read(),
            Devices = [cpu.Describe() with { Ceilings = ceilings, Entries = entries, Notes = others.Share is { } share ? [Note(share)] : [] }],
        };
        Console.WriteLine(ResultPage.ToMarkdown(result));
        if (!options.Save) return 0;
        if (others.Share > OtherWork.MaxFraction)
        {
            Console.Error.WriteLine("Not saved: the machine was busy with other processes. Measure again when it is not.");
            return 1;
        }

        Console.WriteLine($"saved as {ResultPage.Save(result)}");
        return 0;
    }

    private static string Note(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"Other processes took {share * 100:0.0} % of the processors' time while times were taken{(share > OtherWork.MaxFraction ? ": too much to trust the figures of several threads" : "")}.");

    /// <summary>Whether the peer's native library loads; asked of the loader, since TorchSharp itself would first copy half a gigabyte in search of it.</summary>
    private static bool CanLoad()
    {
        var peer = typeof(torch).Assembly;
        return NativeLibrary.TryLoad("torch_cpu", peer, null, out _) && NativeLibrary.TryLoad("LibTorchSharp", peer, null, out _);
    }
}
