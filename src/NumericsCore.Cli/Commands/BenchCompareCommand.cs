using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that puts result files of the bench side by side.</summary>
internal static class BenchCompareCommand
{
    public const string Name = "compare";

    /// <summary>The command on one line.</summary>
    public const string Usage = "bench compare FILE.json ... [options]";

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE.json") { Description = "Results of 'bench --json', of any machine; the first device is what the others are compared with.", Arity = ArgumentArity.OneOrMore };
        var threshold = BenchBaseline.CreateThreshold($"End with exit code {ExitCodes.SlowerThanBaseline} if a kernel takes certainly more than so many times as long as on the first device.");
        var command = new ToolCommand(Name, "Puts the devices of result files side by side, and says what differs beyond the noise.", Usage) { Examples = [new("two machines", "bench compare here.json there.json")] };
        command.Add(files);
        command.Add(HelpGroup.Run, threshold);
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files), threshold.Read(parsed), parsed.InvocationConfiguration.Output));
        return command;
    }

    /// <summary>Reads result files; each by the name that it is shown by, and what of them is unknown here.</summary>
    /// <exception cref="ResultFormatException">One is no result.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static (IReadOnlyList<(string Name, ResultFile Result)> Files, IReadOnlyList<string> Remarks) Read(IEnumerable<string> paths)
    {
        var files = new List<(string, ResultFile)>();
        var remarks = new List<string>();
        foreach (string path in paths)
        {
            var (result, unknown) = ResultStore.Read(FileNames.Require(path));
            files.Add((Path.GetFileName(path), result));
            remarks.AddRange(unknown);
        }

        return (files, remarks);
    }

    private static int Run(string[] paths, double? threshold, TextWriter output)
    {
        var (files, remarks) = Read(paths);
        var report = new CompareReport(output);
        var comparison = Comparison.Of(files);
        report.Write(comparison, remarks);
        return threshold is not { } most || report.Threshold(comparison, most) ? ExitCodes.Success : ExitCodes.SlowerThanBaseline;
    }
}
