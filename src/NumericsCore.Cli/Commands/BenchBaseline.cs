using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>Kept results that times are held against.</summary>
internal sealed class BenchBaseline(string name, ResultFile result, IReadOnlyList<string> remarks, double threshold)
{
    private const double DefaultThreshold = 1.1;

    /// <summary>The file's name.</summary>
    public string Name { get; } = name;

    /// <summary>What it holds.</summary>
    public ResultFile Result { get; } = result;

    /// <summary>What of it is unknown here.</summary>
    public IReadOnlyList<string> Remarks { get; } = remarks;

    /// <summary>How many times its time a kernel may take.</summary>
    public double Threshold { get; } = threshold;

    /// <summary>The option for the threshold.</summary>
    public static NumberOption<double> CreateThreshold(string description) => new("--threshold", description, new("a number of at least 1", static x => x >= 1 && double.IsFinite(x)));

    /// <summary>Reads a baseline, before minutes are spent on measuring.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <param name="threshold">The threshold; null for the usual one.</param>
    /// <param name="devices">The devices that will be measured.</param>
    /// <exception cref="InputException">There is a threshold and nothing that it is for, or none of the devices is in the file.</exception>
    /// <exception cref="ResultFormatException">It is no result.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static BenchBaseline? Read(string? path, double? threshold, IReadOnlyList<string> devices)
    {
        if (path is null) return threshold is null ? null : throw new InputException("--threshold is given without --baseline, which it is for");
        var (result, remarks) = ResultStore.Read(FileNames.Require(path, "--baseline"));
        string[] known = [.. result.Devices.Select(static device => device.Name)];
        if (!devices.Any(known.Contains)) throw new InputException($"--baseline is {path}, which has {(known.Length == 0 ? "no device" : string.Join(", ", known))}; expected {string.Join(" or ", devices)}");
        return new BenchBaseline(Path.GetFileName(path), result, remarks, threshold ?? DefaultThreshold);
    }

    /// <summary>Prints each device beside the baseline's of its name; gives whether none takes longer than the threshold allows.</summary>
    public bool Check(ResultFile run, TextWriter output)
    {
        bool holds = true;
        var report = new CompareReport(output);
        foreach (var device in run.Devices)
        {
            if (Result.Devices.FirstOrDefault(known => known.Name == device.Name) is not { } before)
            {
                output.WriteLine(PrintableText.Of($"{Name} has no {device.Name}"));
                continue;
            }

            output.WriteLine();
            var comparison = Comparison.Of([(Name, Result with { Devices = [before] }), ("this run", run with { Devices = [device] })]);
            report.Write(comparison, [.. Remarks, .. OtherMachine(run, before, device)]);
            holds &= report.Threshold(comparison, Threshold);
        }

        return holds;
    }

    private IEnumerable<string> OtherMachine(ResultFile run, DeviceRecord before, DeviceRecord device)
    {
        if ((before.Description, Result.Machine?.Cpu) != (device.Description, run.Machine?.Cpu)) yield return $"warning: {Name} is of another processor or another number of threads, whose times say little of these";
    }
}
