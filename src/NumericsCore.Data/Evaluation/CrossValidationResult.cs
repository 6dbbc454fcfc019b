using System.Text;

namespace NumericsCore.Data;

/// <summary>The scores of a cross-validation.</summary>
public sealed class CrossValidationResult
{
    private readonly OrderedDictionary<string, ScoreSummary> _scores = [];

    internal CrossValidationResult(IReadOnlyList<IReadOnlyDictionary<string, double>> runs)
    {
        RunCount = runs.Count;
        foreach (var run in runs)
        {
            if (run.Count != runs[0].Count || run.Keys.Any(name => !runs[0].ContainsKey(name)))
                throw new ArgumentException($"One split has the scores {Quoted.List(runs[0].Keys)}, another {Quoted.List(run.Keys)}; expected the same names.", nameof(runs));
        }

        foreach (string name in runs[0].Keys) _scores[name] = new ScoreSummary([.. runs.Select(run => run[name])]);
    }

    /// <summary>How many splits were run.</summary>
    public int RunCount { get; }

    /// <summary>Each score by name, in the order of the first split.</summary>
    public IReadOnlyDictionary<string, ScoreSummary> Scores => _scores;

    /// <summary>One score.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such score; the message lists those there are.</exception>
    public ScoreSummary this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return _scores.TryGetValue(name, out var score) ? score : throw new KeyNotFoundException($"There is no score '{name}'; there are {string.Join(", ", _scores.Keys)}.");
        }
    }

    /// <summary>A line for each score: mean ± standard deviation, in the invariant culture.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, score) in _scores) text.Append(name).Append(' ').Append(score).Append('\n');
        return text.Append(FormattableString.Invariant($"({RunCount} runs)")).ToString();
    }
}
