namespace NumericsCore.Cli.Pipeline;

/// <summary>A training of a search.</summary>
/// <param name="Values">The value of each option that is tried.</param>
/// <param name="Arguments">All arguments of the tool but for the epochs of a round.</param>
internal sealed record SearchCandidate(IReadOnlyList<string> Values, IReadOnlyList<string> Arguments)
{
    /// <summary>The arguments of a training for so many epochs; for those of the options where null.</summary>
    public string[] For(int? epochs) => epochs is null ? [.. Arguments] : [.. Arguments, "--epochs", FormattableString.Invariant($"{epochs}")];

    /// <summary>The line that trains it, in a shell.</summary>
    public string Line(int? epochs) => string.Join(' ', For(epochs).Select(ShellWord.Of).Prepend(Help.HelpPage.Tool));
}

/// <summary>What is to be tried.</summary>
internal sealed record SearchPlan
{
    /// <summary>The arguments that all trainings have.</summary>
    public required IReadOnlyList<string> Fixed { get; init; }

    /// <summary>Options with their values.</summary>
    public required IReadOnlyList<(string Option, IReadOnlyList<string> Values)> Tried { get; init; }

    /// <summary>How many of the combinations; null for all.</summary>
    public required int? Trials { get; init; }

    /// <summary>How many there are for each that goes on to the next round; null for one round.</summary>
    public required int? Factor { get; init; }

    /// <summary>What they are ranked by.</summary>
    public required SearchScore Score { get; init; }

    /// <summary>Of the trainings, and for the choice of some combinations.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The most epochs, of the last round where there are several; where epochs are tried they are others.</summary>
    public required int Epochs { get; init; }

    /// <summary>The trainings, the values of the last option changing first.</summary>
    public IReadOnlyList<SearchCandidate> Candidates()
    {
        int all = Tried.Aggregate(1, static (product, one) => product * one.Values.Count);
        int[] chosen = Trials < all ? [.. Shuffle.Permutation(all, Seed).AsSpan(0, Trials.Value).ToArray().Order()] : [.. Enumerable.Range(0, all)];
        return [.. chosen.Select(Candidate)];
    }

    private SearchCandidate Candidate(int number)
    {
        string[] values = new string[Tried.Count];
        for (int i = values.Length - 1; i >= 0; i--)
        {
            values[i] = Tried[i].Values[number % Tried[i].Values.Count];
            number /= Tried[i].Values.Count;
        }

        // a round says how many
        var known = Factor is null ? Fixed : WithoutEpochs(Fixed);
        return new(values, [.. known, .. Tried.SelectMany((one, i) => values[i].StartsWith('-') ? (string[])[$"{one.Option}={values[i]}"] : [one.Option, values[i]])]);
    }

    private static IEnumerable<string> WithoutEpochs(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--epochs") i++;
            else yield return arguments[i];
        }
    }
}
