namespace NumericsCore;

/// <summary>
/// The area under the ROC curve of all samples of an epoch, exact: <see cref="Roc"/> of all their scores. State: the number of outputs,
/// then for each sample its scores, its class and its weight, 8 bytes each.
/// </summary>
/// <param name="isWeighted">Whether a sample counts as much as its weight.</param>
/// <param name="name">The name.</param>
internal sealed class AreaUnderCurveMetric(bool isWeighted, string name) : EpochMetric(name)
{
    public bool IsWeighted => isWeighted;

    public override MonitorDirection? Direction => MonitorDirection.Maximize;

    public override void Update(MetricState state, MetricBatch batch)
    {
        state.First(1)[0] = batch.Outputs;
        for (int i = 0; i < batch.Samples; i++)
        {
            state.Append(batch.Prediction(i));
            state.Append(BatchClasses.Actual(batch, i, Name), isWeighted ? batch.Weight(i) : 1);
        }
    }

    public override double Result(MetricState state)
    {
        int outputs = (int)state.Values[0];
        ReadOnlySpan<double> rows = state.Values[1..];
        int samples = rows.Length / (outputs + 2);
        var (scores, labels, weights) = (new double[samples * outputs], new int[samples], new double[samples]);
        for (int i = 0; i < samples; i++)
        {
            var row = rows.Slice(i * (outputs + 2), outputs + 2);
            row[..outputs].CopyTo(scores.AsSpan(i * outputs));
            labels[i] = (int)row[outputs];
            weights[i] = row[outputs + 1];
        }

        if (new ReadOnlySpan<double>(scores).ContainsAnyNaN()) return double.NaN;
        if (outputs == 1) return Roc.WeightedAuc<double>(scores, labels, weights);
        double sum = 0;
        for (int i = 0; i < outputs; i++) sum += Roc.AreaOf<double>(scores, outputs, i, labels, i, weights);
        return sum / outputs;
    }

    internal override void Check(int outputs, int targets) => RequireClasses(outputs, targets);

    internal override bool IsState(ReadOnlySpan<double> values, int outputs, long samples)
    {
        if (values.Length != 1 + samples * (outputs + 2) || values[0] != outputs) return false;
        for (int i = 1 + outputs; i < values.Length; i += outputs + 2)
            if (!(values[i] >= 0 && values[i] < Math.Max(2, outputs) && Math.Floor(values[i]) == values[i])) return false;
        return true;
    }

    internal override Metric? WithWeights() => isWeighted ? this : new AreaUnderCurveMetric(isWeighted: true, WeightedName);
}
