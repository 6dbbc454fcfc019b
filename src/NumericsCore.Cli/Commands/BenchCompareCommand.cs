using System.CommandLine;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that puts result files of the bench side by side.</summary>
internal static class BenchCompareCommand
{
    public const string Name = "compare";

    /// <summary>The command on one line.</summary>
    public const string Usage = "bench compare FILE.json ...";

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE.json") { Description = "Results of 'bench --json', of any machine; the first device is what the others are compared with.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(Name, "Puts the devices of result files side by side, and says what differs beyond the noise.") { files };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string[] paths, TextWriter output)
    {
        var files = new List<(string, ResultFile)>();
        var remarks = new List<string>();
        foreach (string path in paths)
        {
            var (result, unknown) = ResultStore.Read(FileNames.Require(path));
            files.Add((Path.GetFileName(path), result));
            remarks.AddRange(unknown);
        }

        new CompareReport(output).Write(Comparison.Of(files), remarks);
        return ExitCodes.Success;
    }
}
