namespace NumericsCore;

/// <summary>
/// R² of all samples of an epoch: the mean over the outputs of <see cref="RegressionMetrics.R2"/>. State: the number of samples, then for
/// each output the sum of the weights, the weighted mean of the targets, their weighted squares around it, the squared errors, the first
/// target, and whether another one differs from it.
/// </summary>
/// <remarks>
/// The squares around a mean that is not known yet are brought along from target to target (Welford 1962; with weights West 1979), as the
/// difference of Σ y² and (Σ y)² / n would cancel.
/// </remarks>
/// <param name="isWeighted">Whether a sample counts as much as its weight.</param>
/// <param name="name">The name.</param>
internal sealed class R2ScoreMetric(bool isWeighted, string name) : EpochMetric(name)
{
    private const int PerOutput = 6;

    public bool IsWeighted => isWeighted;

    public override MonitorDirection? Direction => MonitorDirection.Maximize;

    public override void Update(MetricState state, MetricBatch batch)
    {
        int outputs = batch.Outputs;
        var numbers = state.First(1 + PerOutput * outputs);
        numbers[0] += batch.Samples;
        for (int i = 0; i < batch.Samples; i++)
        {
            double weight = isWeighted ? batch.Weight(i) : 1;
            if (weight == 0) continue;
            for (int output = 0; output < outputs; output++)
                Add(numbers.Slice(1 + PerOutput * output, PerOutput), weight, batch.Target(i)[output], batch.Prediction(i)[output]);
        }
    }

    public override double Result(MetricState state)
    {
        var numbers = state.Values;
        double sum = 0;
        for (int at = 1; at < numbers.Length; at += PerOutput)
        {
            var (weights, squares, errors, differs) = (numbers[at], numbers[at + 2], numbers[at + 3], numbers[at + 5] != 0);
            sum += weights == 0 ? double.NaN : RegressionMetrics.R2((long)numbers[0], !differs, errors, squares);
        }

        return sum / ((numbers.Length - 1) / PerOutput);
    }

    internal override void Check(int outputs, int targets) => RequireTargetOfEachOutput(outputs, targets);

    internal override bool IsState(ReadOnlySpan<double> values, int outputs, long samples) => values.Length == 1 + PerOutput * outputs && values[0] == samples;

    internal override Metric? WithWeights() => isWeighted ? this : new R2ScoreMetric(isWeighted: true, WeightedName);

    private static void Add(Span<double> sums, double weight, double target, double prediction)
    {
        if (sums[0] == 0) sums[4] = target;
        else if (target != sums[4]) sums[5] = 1;
        sums[0] += weight;
        double difference = target - sums[1];
        sums[1] += weight / sums[0] * difference;
        sums[2] += weight * difference * (target - sums[1]);
        sums[3] += weight * (target - prediction) * (target - prediction);
    }
}
