using NumericsCore.Cli.Pipeline;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>Trainings side by side, as tables.</summary>
internal static class RunsText
{
    public static void Write(IAnsiConsole console, RunComparison comparison)
    {
        string[] names = [.. comparison.Runs.Select(static run => run.Name)];
        var differing = comparison.Differing.ToList();
        if (differing.Count == 0) console.Line("no setting differs");
        else console.WriteTable(["Settings that differ", .. names], numbersFrom: 1 + names.Length, differing.Select(static row => (string[])[row.Name, .. row.Texts]));
        console.WriteTable(["Scores", .. names], numbersFrom: 1, comparison.Scores.Select(static row => (string[])[row.Name, .. row.Texts]));
        if (comparison.Caution is { } caution) console.Line($"note: {caution}");
    }
}
