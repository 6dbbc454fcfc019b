using System.Xml.Linq;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Plots;

namespace NumericsCore.Cli.Pages;

/// <summary>The page that has trainings side by side.</summary>
internal static class ComparisonPage
{
    // as many as there are colours
    private const int MaxCurves = 8;

    /// <summary>Its bytes.</summary>
    public static byte[] Of(RunComparison comparison, string command)
    {
        string[] names = [.. comparison.Runs.Select(static run => run.Name)];
        var differing = comparison.Differing.ToList();
        return Page.Bytes("Runs side by side", string.Join(", ", names),
            Html.Section("differing", "Settings that differ", differing.Count == 0 ? Html.Of("p", "None.") : Side("Settings that differ", "Setting", names, differing)),
            Html.Section("scores", "Scores", comparison.Caution is { } caution ? Html.Of("p", Html.With("class", "warning"), $"Note: {caution}.") : null, Side("Scores of the tests", "Score", names, comparison.Scores, numbersFrom: 1)),
            Curves(comparison.Runs),
            Html.Section("same", "Settings that are the same", Html.List(comparison.Same.Select(static setting => (setting.Name, setting.Texts[0])))),
            Html.Section("repeat", "How to repeat the page", Html.Of("pre", Html.With("tabindex", "0"), command)));
    }

    private static XElement Side(string caption, string head, string[] names, IEnumerable<(string Name, string[] Texts)> rows, int numbersFrom = int.MaxValue) =>
        Html.Table(caption, [head, .. names], rows.Select(static row => (object[])[row.Name, .. row.Texts]), numbersFrom);

    private static XElement? Curves(IReadOnlyList<RunFile> runs)
    {
        RunFile[] drawn = [.. runs.Where(static run => run.Curves.Count > 0).Take(MaxCurves)];
        string[] names = [.. drawn.SelectMany(static run => run.Curves.Keys).Distinct()];
        return names.Length == 0 ? null : Html.Section("curves", "Training", Html.Of("div", [Html.With("class", "charts"), .. names.Select((name, i) => Html.Figure(
            Chart.Course($"{name} by epoch", name, [.. drawn.Where(run => run.Curves.ContainsKey(name)).Select(run => (run.Name, run.Curves[name]))]), FormattableString.Invariant($"curve{i}")))]));
    }
}
