namespace NumericsCore;

/// <summary>A loss of predictions [samples, classes], whose targets are class indices, one-hot or probabilities: a sum over the classes of each sample.</summary>
public abstract class CategoricalLoss : Loss
{
    private static readonly FormulaSymbol s_probability = new("probability", "p", "p", "the probability of a class");
    private static readonly FormulaSymbol s_logit = new("logit", "x", "x", "the logit of a class");
    private static readonly FormulaSymbol s_log = new("log_p", "log p", "\\log p", "the logarithm of the probability of a class");

    // "Categorical cross-entropy"
    private readonly string _title;
    private readonly bool _fromLogits;

    private protected CategoricalLoss(string name, bool sparse, bool fromLogits, double labelSmoothing, IReadOnlyList<double>? classWeights, Reduction reduction) : base(name, reduction, classWeights)
    {
        RequireSmoothing(labelSmoothing);
        _title = $"{char.ToUpperInvariant(name[0])}{name[1..]}";
        (IsSparse, _fromLogits, LabelSmoothing) = (sparse, fromLogits, labelSmoothing);
    }

    /// <inheritdoc/>
    public override bool IsReplayable => true;

    /// <inheritdoc/>
    public override bool TakesLogits => _fromLogits;

    internal bool IsSparse { get; }

    internal double LabelSmoothing { get; }

    private protected override bool WeightsClasses => true;

    private protected override string FormulaName => _fromLogits ? $"{_title} of logits" : _title;

    /// <summary>Whether the mean divides by the weights of the samples' classes.</summary>
    private protected virtual bool DividesByWeights => false;

    /// <inheritdoc/>
    protected override Tensor AlignTarget(Shape prediction, Tensor target)
    {
        if (prediction.Rank != 2)
            throw new ArgumentException($"{_title} needs predictions of shape [samples, classes]; theirs is {prediction}.", nameof(prediction));
        RequireWeightOfEach(prediction);
        // before a step is recorded: a recorded step can bring nothing from the host
        if (IsSparse || ClassWeights is not null) Classes(prediction[1], target);
        if (!IsSparse)
        {
            if (target.ElementCount == prediction[0] && prediction[1] != 1)
                throw new ArgumentException($"The targets of shape {target.Shape} are class indices, one for each of {prediction[0]} samples; they need {GetType().Name}(sparse: true). One-hot targets or probabilities have shape {prediction}.", nameof(target));
            return SameShape(prediction, target);
        }

        if (target.ElementCount != prediction[0])
        {
            string hint = target.Shape == prediction ? " One-hot targets and probabilities need sparse: false." : "";
            throw new ArgumentException($"{prediction[0]} samples need {prediction[0]} class indices; the targets have shape {target.Shape}.{hint}", nameof(target));
        }

        return target.Reshape(prediction[0], 1);
    }

    /// <inheritdoc/>
    protected override void CheckTargets(Shape prediction, Tensor target)
    {
        double[] values = target.ToDoubleArray();
        int classes = prediction[1];
        int? numbered = IsSparse ? classes : null;
        int wrong = FirstOutside(values, numbered);
        if (wrong < 0) return;
        bool fromOne = IsSparse && values[wrong] == classes && values.All(value => value >= 1 && value <= classes);
        string hint = fromOne ? " Count the classes from 0." : "";
        throw new ArgumentException(FormattableString.Invariant($"{_title} needs {RangeOf(numbered)} as targets here; element {wrong} is {values[wrong]}.{hint}"), nameof(target));
    }

    internal override string? FaultOf(Tensor prediction) => _fromLogits ? null : FaultOfShares(prediction, _title, $"{GetType().Name}(fromLogits: true)");

    /// <inheritdoc/>
    protected override Tensor Losses(Tensor prediction, Tensor target) => LossesByClass(prediction, target).Losses;

    private protected override (Tensor Losses, Tensor? Divisor) LossesByClass(Tensor prediction, Tensor target)
    {
        var classes = ClassTarget(prediction.Shape, target);
        var terms = WeightedByClass(Smoothed(classes));
        if (!DividesByWeights || Reduction != Reduction.Mean) return (LossesOf(prediction, terms), null);
        var counted = LabelSmoothing > 0 ? WeightedByClass(classes) : terms;
        return (LossesOf(prediction, terms), counted.Sum());
    }

    /// <summary>The losses [samples] of targets [samples, classes] that are smoothed and weighted.</summary>
    private protected abstract Tensor LossesOf(Tensor prediction, Tensor terms);

    /// <summary>The target with an element for each class.</summary>
    private protected Tensor ClassTarget(Shape prediction, Tensor target) => IsSparse ? target.EqualTo(Classes(prediction[1], target).Numbers) : target;

    /// <summary>Targets of classes, each times the weight of its class.</summary>
    private protected virtual Tensor WeightedByClass(Tensor target) => ClassWeights is null ? target : target * Classes(target.Shape[1], target).Weights!;

    private protected Tensor Smoothed(Tensor target) =>
        LabelSmoothing > 0 ? target * (1 - LabelSmoothing) + LabelSmoothing / target.Shape[1] : target;

    private protected override IEnumerable<FormulaSetting> FormulaSettings()
    {
        if (LabelSmoothing > 0) yield return new FormulaSetting(SmoothingSymbol, LabelSmoothing);
        foreach (var weight in base.FormulaSettings()) yield return weight;
    }

    private protected override Tensor TraceTarget(Shape prediction, Tensor target) => ClassTarget(prediction, target);

    /// <summary>The line of the smoothed targets, if they are.</summary>
    private protected IEnumerable<LossLine> SmoothedLines()
    {
        if (LabelSmoothing > 0)
            yield return new LossLine(SmoothedSymbol, "y ← y(1 − ε) + ε/classes", "y \\leftarrow y (1 - \\varepsilon) + \\varepsilon / \\mathrm{classes}", terms => Smoothed(terms.Target));
    }

    /// <summary>The lines from the predictions to the logarithms of probabilities.</summary>
    private protected IEnumerable<LossLine> ProbabilityLines()
    {
        if (_fromLogits)
        {
            yield return new LossLine(s_logit, "x = prediction", "x = \\mathrm{prediction}", static terms => terms.Prediction);
            yield return new LossLine(s_probability, "p = softmax(x)", "p = \\mathrm{softmax}(x)", static terms => terms.Prediction.Softmax());
            yield return new LossLine(s_log, "log p = x − log Σ eˣ", "\\log p = x - \\log \\sum e^x", static terms => terms.Prediction.LogSoftmax());
        }
        else
        {
            yield return new LossLine(s_probability, "p = prediction", "p = \\mathrm{prediction}", static terms => terms.Prediction);
            yield return new LossLine(s_log, "log p ← max(log p, −100)", "\\log p \\leftarrow \\max(\\log p, -100)", static terms => terms.Prediction.Log().Maximum(LogFloor));
        }
    }

    /// <summary>The least logarithm of a probability.</summary>
    private const double LogFloor = -100;

    private protected override void Describe(RecordText text) => text.Add("Sparse", IsSparse).Add("FromLogits", TakesLogits).Add("LabelSmoothing", LabelSmoothing);
}
