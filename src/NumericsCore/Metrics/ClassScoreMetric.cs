namespace NumericsCore;

/// <summary>A score that is made of counts of classes.</summary>
internal enum ClassScore
{
    Precision,
    Recall,
    F1,
}

/// <summary>What a score is about.</summary>
/// <param name="Score">Which.</param>
/// <param name="Threshold">From which probability on one output is class 1.</param>
/// <param name="PositiveClass">The class that it is about; null for class 1 of two, and an average of more.</param>
/// <param name="Averaging">How all classes are averaged; null for the macro average, of more than two.</param>
/// <param name="IsWeighted">Whether a sample counts as much as its weight.</param>
internal sealed record ClassScoreSettings(ClassScore Score, double Threshold, int? PositiveClass, Averaging? Averaging, bool IsWeighted)
{
    /// <summary>Keras's name.</summary>
    public string UsualName => Score switch
    {
        ClassScore.Precision => "precision",
        ClassScore.Recall => "recall",
        _ => "f1_score",
    };

    /// <summary>The settings by name, in the invariant culture.</summary>
    public override string ToString() => FormattableString.Invariant($"ClassScoreSettings {{ Score = {Score}, Threshold = {Threshold}, PositiveClass = {PositiveClass}, Averaging = {Averaging}, IsWeighted = {IsWeighted} }}");
}

/// <summary>
/// Precision, recall or F1 of all samples of an epoch, from counts as in <see cref="ConfusionMatrix"/>. State: whether a prediction was
/// NaN, then for each class what was correct, what was of it, and what was predicted as it.
/// </summary>
internal sealed class ClassScoreMetric : EpochMetric
{
    private ClassScoreMetric(ClassScoreSettings settings, string name)
        : base(name) => Settings = settings;

    public ClassScoreSettings Settings { get; }

    /// <summary>A score with checked settings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside [0, 1], the class is negative, or the averaging is none.</exception>
    /// <exception cref="ArgumentException">Both a class and an averaging are given, or the name is none.</exception>
    public static ClassScoreMetric Create(ClassScore score, double threshold, int? positiveClass, Averaging? averaging, bool isWeighted, string? name)
    {
        if (!(threshold >= 0 && threshold <= 1)) throw Kernels.OutOfRange.Error(nameof(threshold), threshold, "A threshold of probabilities lies in [0, 1].");
        if (positiveClass < 0) throw Kernels.OutOfRange.Error(nameof(positiveClass), positiveClass, "Classes are numbered from 0.");
        if (averaging is { } one) Require.Defined(one, nameof(averaging));
        if (averaging is not null && positiveClass is not null)
            throw new ArgumentException("A score is of one class or the average of all: give positiveClass or averaging, not both.", nameof(averaging));
        var settings = new ClassScoreSettings(score, threshold, positiveClass, averaging, isWeighted);
        return new ClassScoreMetric(settings, name ?? settings.UsualName);
    }

    public override MonitorDirection? Direction => MonitorDirection.Maximize;

    public override void Update(MetricState state, MetricBatch batch)
    {
        int outputs = batch.Outputs, classes = Math.Max(2, outputs);
        // a probability is at least the threshold where its logit is at least the threshold's
        double bound = !batch.AreLogits ? Settings.Threshold : Math.Log(Settings.Threshold / (1 - Settings.Threshold));
        var numbers = state.First(1 + 3 * classes);
        Span<double> correct = numbers.Slice(1, classes), actual = numbers.Slice(1 + classes, classes), predicted = numbers.Slice(1 + 2 * classes, classes);
        for (int i = 0; i < batch.Samples; i++)
        {
            double weight = Settings.IsWeighted ? batch.Weight(i) : 1;
            int right = BatchClasses.Actual(batch, i, Name), chosen = BatchClasses.Predicted(batch.Prediction(i), bound);
            if (chosen < 0)
            {
                numbers[0] = 1;
                continue;
            }

            actual[right] += weight;
            predicted[chosen] += weight;
            if (right == chosen) correct[right] += weight;
        }
    }

    public override double Result(MetricState state)
    {
        var numbers = state.Values;
        if (numbers[0] != 0) return double.NaN;
        int classes = numbers.Length / 3;
        var totals = new ClassTotals(numbers.Slice(1, classes), numbers.Slice(1 + classes, classes), numbers.Slice(1 + 2 * classes, classes));
        int? one = Settings.PositiveClass ?? (Settings.Averaging is null && classes == 2 ? 1 : null);
        var scores = one is { } index ? totals.Of(index) : totals.Averaged(Settings.Averaging ?? Averaging.Macro);
        return Settings.Score switch
        {
            ClassScore.Precision => scores.Precision,
            ClassScore.Recall => scores.Recall,
            _ => scores.F1,
        };
    }

    internal override void Check(int outputs, int targets)
    {
        RequireClasses(outputs, targets);
        if (Settings.PositiveClass >= Math.Max(2, outputs))
            throw new ArgumentException($"The metric '{Name}' is about class {Settings.PositiveClass}; {outputs} outputs have classes 0 to {Math.Max(2, outputs) - 1}.");
    }

    internal override bool IsState(ReadOnlySpan<double> values, int outputs, long samples) => values.Length == 1 + 3 * Math.Max(2, outputs);

    internal override Metric? WithWeights() => Settings.IsWeighted ? this : new ClassScoreMetric(Settings with { IsWeighted = true }, WeightedName);
}
