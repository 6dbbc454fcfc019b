using System.CommandLine;
using NumericsCore.Cli.Pipeline;

namespace NumericsCore.Cli.Commands;

/// <summary>The options that say how often, on which rows and how a model is tested.</summary>
internal sealed class EvaluationOptions
{
    // each is a training
    private const int MaxFolds = 1000, MaxSeeds = 1000, MaxRepeats = 100;
    // each is a test
    private const int MaxResamples = 100_000;

    private readonly NumberOption<int> _folds = new("--folds", "Cross-validation: train as often as there are folds, each time without one of them, and test on it. Rows and features are prepared anew each time, scaled by the rows trained on unless --scale says all.", NumberRange.Count(2, MaxFolds));
    private readonly NumberOption<int> _repeat = new("--repeat", "Deal out the folds so often, each time with the next seed.", NumberRange.Count(1, MaxRepeats), 1);
    private readonly Option<string?> _group = new("--group") { Description = "With --folds: rows with the same value in this column, such as those of one patient, go to the same fold. The column is no feature.", HelpName = "COLUMN" };
    private readonly Option<bool> _ordered = Options.Flag("--ordered", "With --folds: the rows stand in order of time, and each fold is tested on after a training on all rows before it.");
    private readonly NumberOption<int> _seeds = new("--seeds", "Train and test from so many seeds, --seed and those after it, and print mean and spread.", NumberRange.Count(2, MaxSeeds));
    private readonly Option<string> _classWeights = Options.Choice("--class-weights", "How much each class counts in the training: none, or balanced for all the same, rows / (classes x rows of the class).", ClassWeighting.None);

    private readonly Option<string?> _threshold = new("--threshold") { Description = "Of two classes, the probability from which a row is in the positive one: a number, or chosen on the validation rows: f1 for the largest F1, cost:FP,FN for the smallest cost of false positives and negatives, recall:X for the fewest false positives with this recall, precision:X for the most positives found with this precision. [default: 0.5]", HelpName = "RULE" };
    private readonly Option<bool> _calibrate = Options.Flag("--calibrate", "Fit the probabilities to the validation rows by one temperature, which the saved model keeps, and print Brier score and calibration error before and after.");
    private readonly NumberOption<int> _bootstrap = Bootstrap();
    private readonly Option<bool> _baselines = Options.Flag("--baselines", "Test simpler models on the same rows, to see what the network adds: the majority class and logistic regression, or the mean and linear regression.");

    public IEnumerable<Option> All => [_folds, _repeat, _group, _ordered, _seeds, _classWeights, _threshold, _calibrate, _bootstrap, _baselines];

    /// <summary>The option for weights of classes, which changes the training.</summary>
    public Option ClassWeights => _classWeights;

    /// <summary>The option for confidence intervals.</summary>
    public static NumberOption<int> Bootstrap() => new("--bootstrap", "Print 95 % confidence intervals of the test scores, from so many resamples of the test rows; 0 for none.", NumberRange.Count(0, MaxResamples), 0);

    /// <summary>What was chosen.</summary>
    /// <exception cref="InputException">A number is out of its range, or two options contradict each other.</exception>
    public EvaluationSettings Read(ParseResult parsed)
    {
        var settings = new EvaluationSettings
        {
            Folds = _folds.Read(parsed),
            Repeat = _repeat.Value(parsed),
            Group = parsed.GetValue(_group),
            Ordered = parsed.GetValue(_ordered),
            Seeds = _seeds.Read(parsed),
            ClassWeights = _classWeights.Read<ClassWeighting>(parsed),
            Threshold = parsed.GetValue(_threshold) is { } rule ? ThresholdChoice.Parse(rule) : null,
            Calibrate = parsed.GetValue(_calibrate),
            Bootstrap = _bootstrap.Value(parsed),
            Baselines = parsed.GetValue(_baselines),
        };
        if (settings.Folds is null && (settings.Group is not null || settings.Ordered || settings.Repeat > 1))
            throw new InputException($"{(settings.Group is not null ? _group.Name : settings.Ordered ? _ordered.Name : _repeat.Name)} says how folds are dealt out, but there is no --folds");
        if (settings.Folds is not null && settings.Seeds is not null)
            throw new InputException("--seeds trains on one split from several seeds, but --folds has several splits; expected one of both, or --repeat for folds of several seeds");
        if (settings.Ordered && settings.Group is not null) throw new InputException("--ordered keeps the rows in their order, and --group does not; expected one of both");
        if (settings.Ordered && settings.Repeat > 1) throw new InputException("--repeat deals out the folds anew, but with --ordered they are always the same");
        return settings;
    }

    /// <summary>Checks what else was asked for.</summary>
    /// <exception cref="InputException">It does not fit several trainings.</exception>
    public static void RequireFitting(TrainSettings settings)
    {
        var evaluation = settings.Evaluation;
        if (settings.Stratify && (evaluation.Group is not null || evaluation.Ordered))
            throw new InputException($"--stratify deals out each class to all folds, and {(evaluation.Ordered ? "--ordered" : "--group")} does not; expected one of both");
        string? fitted = evaluation.Threshold is { IsFitted: true } rule ? $"--threshold {rule.Text}" : evaluation.Calibrate ? "--calibrate" : null;
        if (fitted is not null && settings.ValidationSplit == 0) throw new InputException($"{fitted} looks at the validation rows, but --validation-split is 0");
        if (evaluation.Baselines && settings.DataParallel) throw new InputException("--baselines are trained on one process, but --data-parallel trains on several; expected one of both");
        if (!evaluation.HasSeveralRuns) return;
        if (evaluation.Bootstrap > 0) throw new InputException($"--bootstrap is for one test, but {evaluation.SeveralRunsOption} makes several, whose spread is shown; expected one of both");
        string? single = settings.Save is not null ? "--save" : settings.Report is not null ? Pages.ReportFile.Name : settings.Checkpoint is not null ? "--checkpoint" : settings.Resume is not null ? "--resume" : settings.DataParallel ? "--data-parallel" : null;
        if (single is not null) throw new InputException($"{single} is for one training, but {evaluation.SeveralRunsOption} makes several; expected one of both");
    }
}
