namespace NumericsCore.Cli.Pipeline;

/// <summary>Trainings side by side.</summary>
/// <param name="Runs">The trainings.</param>
internal sealed record RunComparison(IReadOnlyList<RunFile> Runs)
{
    private const string None = "not given";

    // by which rows are tested on
    private static readonly HashSet<string> s_rows = ["seed", "data.sha256", "data.rowsTest", "testSize", "stratify", "folds", "repeat", "ignore", "missing", "impute"];

    /// <summary>The scores of all.</summary>
    public IEnumerable<(string Name, string[] Texts)> Scores => Runs.SelectMany(static run => run.Scores.Keys).Distinct().Select(name => (name, Runs.Select(run => run.Scores.TryGetValue(name, out var score) ? score.Text : "").ToArray()));

    /// <summary>The settings that differ, with what each has.</summary>
    public IEnumerable<(string Name, string[] Texts)> Differing => Settings.Where(static setting => setting.Texts.Distinct().Count() > 1);

    /// <summary>The settings that are the same.</summary>
    public IEnumerable<(string Name, string[] Texts)> Same => Settings.Where(static setting => setting.Texts.Distinct().Count() == 1);

    /// <summary>What keeps the scores from being compared; null for nothing that is known.</summary>
    public string? Caution
    {
        get
        {
            string[] names = [.. Differing.Select(static setting => setting.Name).Where(s_rows.Contains)];
            return names.Length == 0 ? null : $"the runs were not tested on the same rows, for {string.Join(", ", names)} differ{(names.Length == 1 ? "s" : "")}: part of the difference between their scores is chance";
        }
    }

    private IEnumerable<(string Name, string[] Texts)> Settings => Runs.SelectMany(static run => run.Settings.Keys).Distinct().Select(name => (name, Runs.Select(run => run.Settings.GetValueOrDefault(name, None)).ToArray()));
}
