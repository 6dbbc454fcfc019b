namespace NumericsCore;

/// <summary>What is measured of each sample by itself.</summary>
internal enum SampleFigure
{
    Accuracy,
    TopKAccuracy,
    SquaredError,
    AbsoluteError,
}

/// <summary>Σ wᵢ vᵢ / Σ wᵢ of a figure v of each sample; NaN where no sample has a weight, as where a figure is NaN. State: both sums.</summary>
/// <param name="figure">The figure.</param>
/// <param name="k">For the accuracy among the k largest outputs.</param>
/// <param name="isWeighted">Whether a sample counts as much as its weight.</param>
/// <param name="name">The name.</param>
internal sealed class SampleMeanMetric(SampleFigure figure, int k, bool isWeighted, string name) : EpochMetric(name)
{
    public SampleFigure Figure => figure;

    public int K => k;

    public bool IsWeighted => isWeighted;

    public override MonitorDirection? Direction => IsError ? MonitorDirection.Minimize : MonitorDirection.Maximize;

    private bool IsError => figure is SampleFigure.SquaredError or SampleFigure.AbsoluteError;

    public override void Update(MetricState state, MetricBatch batch)
    {
        var sums = state.First(2);
        for (int i = 0; i < batch.Samples; i++)
        {
            double weight = isWeighted ? batch.Weight(i) : 1;
            // what has weight 0 adds 0, whatever it is
            if (weight == 0) continue;
            sums[0] += weight * Of(batch, i);
            sums[1] += weight;
        }
    }

    public override double Result(MetricState state) => state.Values[0] / state.Values[1];

    internal override void Check(int outputs, int targets)
    {
        if (IsError) RequireTargetOfEachOutput(outputs, targets);
        else RequireClasses(outputs, targets);
        if (figure == SampleFigure.TopKAccuracy && outputs < 2)
            throw new ArgumentException($"The metric '{Name}' needs one output a class, of at least 2 classes; the model has {outputs}.");
    }

    internal override bool IsState(ReadOnlySpan<double> values, int outputs, long samples) => values.Length == 2;

    internal override Metric? WithWeights() => isWeighted ? this : new SampleMeanMetric(figure, k, isWeighted: true, WeightedName);

    private double Of(MetricBatch batch, int sample)
    {
        var prediction = batch.Prediction(sample);
        if (IsError) return MeanError(prediction, batch.Target(sample));
        if (prediction.ContainsAnyNaN()) return double.NaN;
        int actual = BatchClasses.Actual(batch, sample, Name);
        if (figure == SampleFigure.TopKAccuracy) return Rank(prediction, actual) < k ? 1 : 0;
        return BatchClasses.Predicted(prediction, batch.AreLogits ? 0 : 0.5) == actual ? 1 : 0;
    }

    private double MeanError(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target) => figure == SampleFigure.SquaredError
        ? RegressionMetrics.MeanSquaredError(target, prediction)
        : RegressionMetrics.MeanAbsoluteError(target, prediction);

    /// <summary>How many outputs come before one: larger ones, and equal ones that stand before it.</summary>
    private static int Rank(ReadOnlySpan<double> outputs, int index)
    {
        int rank = 0;
        for (int i = 0; i < outputs.Length; i++)
            if (outputs[i] > outputs[index] || (i < index && outputs[i] == outputs[index])) rank++;
        return rank;
    }
}
