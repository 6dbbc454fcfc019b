using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;

namespace NumericsCore.Cli.Commands;

/// <summary>The options of the command that searches: those of a training, and which of them to try.</summary>
internal sealed class SearchOptions
{
    private const int MaxTrials = 10_000;
    private const int MaxCombinations = 1_000_000;
    private const int MaxFactor = 1000;

    private readonly TrainOptions _train = new();
    private readonly Option<string[]> _try = TryOption.Create();
    private readonly NumberOption<int> _trials = new("--trials", "Try so many of the combinations, chosen by --seed. [default: all]", NumberRange.Count(1, MaxTrials));
    private readonly Option<bool> _halving = Options.Flag("--halving", "Train all of them for few epochs, the best third of these for three times as many, and so on, the last for --epochs.");
    private readonly NumberOption<int> _factor = new("--factor", "With --halving: how many there are for each that goes on, and how many times as many epochs it gets. [default: 3]", NumberRange.Count(2, MaxFactor));
    private readonly Option<string> _score = Options.Choice("--score", "What the best one has the best of, on the validation rows: loss, rmse or mae the least, of others the most.", SearchScore.Loss, [.. SearchScore.Names]);
    private readonly Option<bool> _json = Options.Flag("--json", "Print one JSON object instead of text.");
    private readonly Option<bool> _quiet = Options.Flag("--quiet", "Print the ranking only.");

    /// <summary>Adds the argument and the options.</summary>
    public void AddTo(ToolCommand command)
    {
        command.Add(HelpGroup.Search, _try, _trials, _halving, _factor, _score);
        _train.AddForSearch(command);
        command.Add(HelpGroup.Output, _json, _quiet);
    }

    /// <summary>How the outcome is to be shown.</summary>
    public (bool Json, bool Quiet) ReadOutput(ParseResult parsed) => (parsed.GetValue(_json), parsed.GetValue(_quiet));

    /// <summary>What is to be tried.</summary>
    /// <exception cref="InputException">Options contradict each other, or one to try is none that can be.</exception>
    public SearchPlan Read(ParseResult parsed)
    {
        var tried = TryOption.Read(parsed, _try, [.. _train.Tried]);
        bool halving = parsed.GetValue(_halving);
        if (_factor.Read(parsed) is not null && !halving) throw new InputException("--factor is of the rounds of --halving, which is not given");
        if (halving && tried.Any(static one => one.Option.Name == "--epochs")) throw new InputException("--try has epochs, and --halving decides them; expected one of both");
        double combinations = tried.Aggregate(1.0, static (product, one) => product * one.Values.Count);
        if (combinations > MaxCombinations) throw new InputException(FormattableString.Invariant($"--try makes {combinations:G6} combinations; expected at most {MaxCombinations}"));
        int? trials = _trials.Read(parsed);
        if (trials is null && combinations > MaxTrials) throw new InputException(FormattableString.Invariant($"--try makes {combinations} combinations; expected at most {MaxTrials}, or --trials for some of them"));
        return new SearchPlan
        {
            Fixed = [TrainCommand.Name, _train.FileOf(parsed), .. Fixed(parsed)],
            Tried = [.. tried.Select(static one => (one.Option.Name, one.Values))],
            Trials = trials,
            Factor = halving ? _factor.Read(parsed) ?? 3 : null,
            Seed = _train.SeedOf(parsed),
            Epochs = _train.EpochsOf(parsed),
            Score = new SearchScore(_score.Word(parsed, SearchScore.Names)),
        };
    }

    /// <summary>The options of the training that were given, as they were.</summary>
    private IEnumerable<string> Fixed(ParseResult parsed)
    {
        Option[] own = [_try, _trials, _halving, _factor, _score, _json, _quiet];
        foreach (var option in ((ToolCommand)parsed.CommandResult.Command).Groups.SelectMany(static group => group.Options).Except(own))
        {
            if (parsed.GetResult(option) is not { Implicit: false } result) continue;
            if (result.Tokens.Count == 0) yield return option.Name;
            foreach (var token in result.Tokens)
            {
                // behind an equals sign nothing is taken for another option
                if (token.Value.StartsWith('-'))
                {
                    yield return $"{option.Name}={token.Value}";
                    continue;
                }

                yield return option.Name;
                yield return token.Value;
            }
        }
    }
}
