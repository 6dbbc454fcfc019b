using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pages;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;

namespace NumericsCore.Cli.Commands;

/// <summary>The command for what trainings have printed, with one below it so far.</summary>
internal static class ReportCommand
{
    public const string Name = "report";

    /// <summary>The command that puts trainings side by side.</summary>
    public const string Compare = "compare";

    /// <summary>The command on one line.</summary>
    public const string Usage = "report compare A.json B.json [...] [options]";

    private const int MaxRuns = 20;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE.json") { Description = "What 'train --json' has printed, two files or more.", Arity = new ArgumentArity(2, MaxRuns) };
        var page = new Option<string?>(ReportFile.Name) { Description = "Write a page to this file instead, to look at in a browser.", HelpName = "FILE.html" };
        HelpExample[] examples = [new("two trainings in the terminal", "report compare sgd.json adam.json"), new("as a page", "report compare sgd.json adam.json --report runs.html")];
        var compare = new ToolCommand(Compare, "Puts trainings side by side: the settings that differ, then scores and training curves.", Usage) { Examples = examples };
        compare.Add(files);
        compare.Add(HelpGroup.Output, page);
        compare.SetAction(parsed =>
        {
            string[] paths = parsed.GetRequiredValue(files);
            string? report = parsed.GetValue(page);
            if (report is not null) ReportFile.Require(report, paths);
            // files of one name are told apart by their folders
            bool hasNames = paths.Select(Path.GetFileName).Distinct().Count() == paths.Length;
            var comparison = new RunComparison([.. paths.Select(path => RunFile.Read(path) is var run && hasNames ? run : run with { Name = path })]);
            if (report is not null) ReportFile.Write(report, ComparisonPage.Of(comparison, ReportFile.Command(parsed)));
            else RunsText.Write(TextConsole.Create(parsed.InvocationConfiguration.Output), comparison);
            return ExitCodes.Success;
        });
        var command = new ToolCommand(Name, "Compares what trainings have printed.", Usage) { Examples = examples };
        command.Add(compare);
        return command;
    }
}
