using System.CommandLine;
using System.Globalization;
using NumericsCore.Cli.Formulas;

namespace NumericsCore.Cli.Commands;

/// <summary>The options of the formulas command that set a loss and give it numbers.</summary>
internal sealed class LossOptions
{
    private static readonly NumberRange<double> s_share = new("numbers from 0 to 1", NumberRange.UpToOne.Contains);
    // float32 holds them all
    private static readonly NumberRange<double> s_count = new("numbers of at least 0 and below 1e38", static x => x is >= 0 and < 1e38);

    private readonly NumberListOption _target = new("--target", "Losses: the target of a sample; may be given for several samples.");
    private readonly NumberListOption _prediction = new("--prediction", "Losses: the prediction of a sample; may be given for several samples.");
    private readonly Option<bool> _fromLogits = Options.Flag("--from-logits", "Cross-entropies, categorical-focal and kl-divergence: the predictions are logits and not probabilities.");
    private readonly NumberOption<double> _labelSmoothing = new("--label-smoothing", "Cross-entropies and categorical-focal: how far targets are moved towards equal shares.", NumberRange.UpToOne, 0);
    private readonly NumberOption<double> _delta = new("--delta", "huber: the error from which the loss is linear.", NumberRange.Positive, 1);
    private readonly Option<bool?> _logInput = new("--log-input") { Description = "poisson: whether predictions are the logarithms of rates. [default: true]", HelpName = "true|false" };
    private readonly Option<bool> _squared = Options.Flag("--squared", "hinge: the losses are squared.");
    private readonly NumberOption<double> _gamma = new("--gamma", "focal, categorical-focal: how much less what is right counts.", NumberRange.NotNegative, 2);
    private readonly NumberOption<double> _alpha = new("--alpha", "focal: the weight of class 1, beside 1 - X of class 0. [default: none] categorical-focal: what all losses are multiplied by. [default: 0.25]", NumberRange.UpToOne);
    private readonly Kind[] _kinds;

    public LossOptions() => _kinds =
    [
        new("mse", [], static _ => new MeanSquaredError()),
        new("mae", [], static _ => new MeanAbsoluteError()),
        new("huber", [_delta], parsed => new Huber(_delta.Value(parsed))),
        new("poisson", [_logInput], parsed => new Poisson(IsLog(parsed)), s_count, parsed => IsLog(parsed) ? null : s_count),
        new("cosine-similarity", [], static _ => new CosineSimilarity()),
        new("hinge", [_squared], parsed => new Hinge(parsed.GetValue(_squared)), s_share),
        new("focal", [_gamma, _alpha], parsed => new BinaryFocalCrossEntropy(_gamma.Value(parsed), _alpha.Read(parsed)), s_share),
        new("kl-divergence", [_fromLogits], parsed => new KLDivergence(IsLogit(parsed)), s_share, Probability),
        new("binary-cross-entropy", [_fromLogits, _labelSmoothing], parsed => new BinaryCrossEntropy(IsLogit(parsed), _labelSmoothing.Value(parsed)), s_share, Probability),
        new("cross-entropy", [_fromLogits, _labelSmoothing], parsed => new CategoricalCrossEntropy(fromLogits: IsLogit(parsed), labelSmoothing: _labelSmoothing.Value(parsed)), s_share, Probability),
        new("categorical-focal", [_gamma, _alpha, _fromLogits, _labelSmoothing],
            parsed => new CategoricalFocalCrossEntropy(_gamma.Value(parsed), _alpha.Read(parsed) ?? 0.25, fromLogits: IsLogit(parsed), labelSmoothing: _labelSmoothing.Value(parsed)), s_share, Probability),
    ];

    /// <summary>Each loss with its default settings: what an empty command line makes.</summary>
    public static IEnumerable<(string Name, Loss Loss)> Defaults()
    {
        var options = new LossOptions();
        var command = new Command("losses");
        foreach (var option in options.All) command.Add(option);
        var parsed = command.Parse([]);
        return options._kinds.Select(kind => (kind.Name, kind.Create(parsed)));
    }

    /// <summary>All, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [_target, _prediction, _fromLogits, _labelSmoothing, _delta, _logInput, _squared, _gamma, _alpha];

    /// <summary>The targets and the predictions, which need each other.</summary>
    public (Option Target, Option Prediction) Inputs => (_target, _prediction);

    /// <summary>Those that a loss has.</summary>
    public IEnumerable<Option> Of(string name) => [_target, _prediction, .. Named(name).Settings];

    /// <summary>The formula with its settings, and its values where there is something to work out.</summary>
    /// <exception cref="InputException">A number is out of its range, or lengths differ.</exception>
    public (FormulaDescription Formula, WorkedFormula? Worked) Read(ParseResult parsed, FormulaSubject subject, ElementType elementType)
    {
        var kind = Named(subject.Name);
        var loss = kind.Create(parsed);
        double[][] target = _target.Read(parsed, kind.Targets), prediction = _prediction.Read(parsed, kind.Predictions?.Invoke(parsed));
        if (target.Length == 0) return (loss.Formula, null);
        if (target.Length != prediction.Length || target[0].Length != prediction[0].Length)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--target is {target.Length} x {target[0].Length} numbers and --prediction {prediction.Length} x {prediction[0].Length}; expected as many"));
        var worked = loss.Trace(Matrix(prediction), Matrix(target));
        return (worked.Formula, worked);

        Tensor Matrix(double[][] rows) => Tensor.From(rows.SelectMany(static row => row).ToArray(), [rows.Length, rows[0].Length]).To(elementType);
    }

    private Kind Named(string name) => Array.Find(_kinds, kind => kind.Name == name)!;

    private bool IsLogit(ParseResult parsed) => parsed.GetValue(_fromLogits);

    private bool IsLog(ParseResult parsed) => parsed.GetValue(_logInput) ?? true;

    private NumberRange<double>? Probability(ParseResult parsed) => IsLogit(parsed) ? null : s_share;

    /// <param name="Name">The loss by name.</param>
    /// <param name="Settings">The options that it has.</param>
    /// <param name="Create">Makes it from them.</param>
    /// <param name="Targets">What targets may be; any finite numbers if null.</param>
    /// <param name="Predictions">What predictions may be; any finite numbers if null.</param>
    private sealed record Kind(string Name, Option[] Settings, Func<ParseResult, Loss> Create, NumberRange<double>? Targets = null, Func<ParseResult, NumberRange<double>?>? Predictions = null);
}
