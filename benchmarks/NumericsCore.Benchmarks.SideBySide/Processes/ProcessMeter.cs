using System.Diagnostics;
using System.Globalization;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>Measures fresh processes of this program, ours and the peer's in turns.</summary>
internal static class ProcessMeter
{
    /// <summary>The argument that makes the program such a process: then the work, then "ours" or "peer".</summary>
    public const string Command = "process";

    private const string Table = "docs/data/breast_cancer.csv";
    private const double MinAccuracy = 0.9;

    /// <summary>The time from the request for a process until it reports its first step.</summary>
    public static ProcessFigures FirstStep(bool quick)
    {
        var (ours, peer) = InTurns(quick ? 5 : 15, static side => Run("first-step", side).Seconds);
        return new ProcessFigures(new Figure(Samples.Of(ours.ToArray()), null), new Figure(Samples.Of(peer.ToArray()), null), RatioSpread(ours, peer));
    }

    /// <summary>The most memory that was resident at any time in a process of the README's training.</summary>
    public static ProcessFigures PeakMemory(bool quick)
    {
        var (ours, peer) = InTurns(quick ? 1 : 3, static side =>
        {
            var (_, accuracy, bytes) = Run("document", side);
            if (!(accuracy >= MinAccuracy)) throw new DisagreementException(string.Create(CultureInfo.InvariantCulture, $"The training of '{side}' reached an accuracy of {accuracy}; expected {MinAccuracy} at least."));
            return bytes;
        });
        return new ProcessFigures(new Figure(null, Samples.Of(ours.ToArray()).Median), new Figure(null, Samples.Of(peer.ToArray()).Median), RatioSpread(ours, peer));
    }

    /// <summary>What such a process does: the work, then a line with its result and the most bytes that were resident.</summary>
    public static int Child(string work, string side)
    {
        double result = (work, side) switch
        {
            ("first-step", "ours") => SideBySide.FirstStep.Ours(),
            ("first-step", "peer") => SideBySide.FirstStep.Peer(),
            ("document", "ours") => DocumentTraining.Ours(Table),
            ("document", "peer") => DocumentTraining.Peer(Table),
            _ => throw new ArgumentException($"There is no process '{work} {side}'."),
        };
        // one write of a short line, which the parent takes for the end of the work
        Console.Out.WriteLine(result.ToString("R", CultureInfo.InvariantCulture));
        using var self = Process.GetCurrentProcess();
        Console.Out.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static (double[] Ours, double[] Peer) InTurns(int rounds, Func<string, double> measure)
    {
        // the first process of each reads files that later ones find in memory
        measure("ours");
        measure("peer");
        double[] ours = new double[rounds], peer = new double[rounds];
        for (int round = 0; round < rounds; round++) (ours[round], peer[round]) = (measure("ours"), measure("peer"));
        return (ours, peer);
    }

    private static double RatioSpread(double[] ours, double[] peer) => Samples.Of(ours.Zip(peer, static (our, their) => their / our).ToArray()).Spread;

    /// <summary>Runs one process: the time to its result, the result, and the most bytes that were resident.</summary>
    internal static (double Seconds, double Result, double PeakBytes) Run(string work, string side)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in (string[])[Command, work, side]) start.ArgumentList.Add(argument);
        long begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        string? result = process.StandardOutput.ReadLine();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        string? peak = process.StandardOutput.ReadLine();
        process.WaitForExit();
        if (process.ExitCode != 0 || result is null || peak is null) throw new InvalidOperationException($"The process '{work} {side}' ended with exit code {process.ExitCode}.");
        return (seconds, double.Parse(result, CultureInfo.InvariantCulture), double.Parse(peak, CultureInfo.InvariantCulture));
    }
}
