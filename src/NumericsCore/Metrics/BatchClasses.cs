namespace NumericsCore;

/// <summary>Which class a sample is of, and which one was predicted: the same as in <see cref="Metric.Accuracy"/>.</summary>
internal static class BatchClasses
{
    /// <summary>The class that a sample is of: the side of 0.5 for one output, an index or the place of the largest target for several.</summary>
    /// <exception cref="ArgumentException">The target is no index of an output.</exception>
    public static int Actual(MetricBatch batch, int sample, string metric)
    {
        var target = batch.Target(sample);
        int outputs = batch.Outputs;
        if (outputs == 1) return target[0] >= 0.5 ? 1 : 0;
        if (target.Length > 1) return PredictedClasses.FirstHighest(target);
        double index = target[0];
        return index >= 0 && index < outputs && Math.Floor(index) == index
            ? (int)index
            : throw new ArgumentException(FormattableString.Invariant($"The metric '{metric}' needs the class of each sample; the target of sample {sample} of its batch is {index}, and {outputs} outputs have classes 0 to {outputs - 1}."));
    }

    /// <summary>The class that was predicted: one output is class 1 from a bound on, of several the first largest counts; -1 if one is NaN.</summary>
    public static int Predicted(ReadOnlySpan<double> prediction, double bound)
    {
        if (prediction.ContainsAnyNaN()) return -1;
        return prediction.Length == 1 ? (prediction[0] >= bound ? 1 : 0) : PredictedClasses.FirstHighest(prediction);
    }

    /// <summary>Whether a number is NaN.</summary>
    public static bool ContainsAnyNaN(this ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (double.IsNaN(value)) return true;
        return false;
    }
}
