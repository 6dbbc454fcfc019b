namespace NumericsCore;

/// <summary>Samples with what the model gave for them and what was right, on the host, in float64 whatever the model's element type.</summary>
public readonly ref struct MetricBatch
{
    internal MetricBatch(int samples, ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, bool areLogits)
    {
        Samples = samples;
        Predictions = predictions;
        Targets = targets;
        Weights = weights;
        AreLogits = areLogits;
    }

    /// <summary>How many samples there are, at least 1.</summary>
    public int Samples { get; }

    /// <summary>Numbers of a sample's prediction.</summary>
    internal int Outputs => Predictions.Length / Samples;

    /// <summary>Row-major [<see cref="Samples"/>, outputs].</summary>
    public ReadOnlySpan<double> Predictions { get; }

    /// <summary>Row-major [<see cref="Samples"/>, targets], as the model's loss takes them: as many as outputs, or one where they are class indices.</summary>
    public ReadOnlySpan<double> Targets { get; }

    /// <summary>The samples' weights; empty if the training, or the evaluation, has none.</summary>
    public ReadOnlySpan<double> Weights { get; }

    /// <summary>Whether predictions are logits, because the model's loss takes them.</summary>
    public bool AreLogits { get; }

    /// <summary>What the model gave for a sample.</summary>
    /// <param name="sample">From 0 to <see cref="Samples"/> − 1.</param>
    public ReadOnlySpan<double> Prediction(int sample) => Row(Predictions, sample);

    /// <summary>What was right for a sample.</summary>
    /// <param name="sample">From 0 to <see cref="Samples"/> − 1.</param>
    public ReadOnlySpan<double> Target(int sample) => Row(Targets, sample);

    /// <summary>A sample's weight; 1 if there are no weights.</summary>
    /// <param name="sample">From 0 to <see cref="Samples"/> − 1.</param>
    public double Weight(int sample) => Weights.IsEmpty ? 1 : Weights[sample];

    private ReadOnlySpan<double> Row(ReadOnlySpan<double> rows, int sample)
    {
        int columns = rows.Length / Samples;
        return rows.Slice(checked(sample * columns), columns);
    }
}
