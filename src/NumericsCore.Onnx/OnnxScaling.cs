namespace NumericsCore.Onnx;

/// <summary>What a model's features are shifted and scaled by before the first layer: (x - mean) / scale, along the last axis.</summary>
public sealed class OnnxScaling
{
    private readonly double[] _means;
    private readonly double[] _scales;

    /// <summary>Scaling by known numbers, such as those of a scaler that was fitted on the training rows.</summary>
    /// <param name="means">What to subtract, one finite number a feature.</param>
    /// <param name="scales">What to divide by, one finite number above 0 a feature.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or a number is out of its range.</exception>
    public OnnxScaling(ReadOnlySpan<double> means, ReadOnlySpan<double> scales)
    {
        if (means.Length == 0 || means.Length != scales.Length)
            throw new ArgumentException($"One mean and one scale for each feature, of at least one, are needed; {means.Length} means and {scales.Length} scales were given.", nameof(means));
        for (int i = 0; i < means.Length; i++) Check(means[i], scales[i], FormattableString.Invariant($"feature {i}"));
        _means = means.ToArray();
        _scales = scales.ToArray();
    }

    /// <summary>What is subtracted.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>What is divided by.</summary>
    public ReadOnlySpan<double> Scales => _scales;

    internal static void Check(double mean, double scale, string of)
    {
        if (!double.IsFinite(mean)) throw new ArgumentException(FormattableString.Invariant($"The mean of {of} is {mean}; it must be finite."), nameof(mean));
        if (!(scale > 0 && double.IsFinite(scale))) throw new ArgumentException(FormattableString.Invariant($"The scale of {of} is {scale}; it must be above 0 and finite."), nameof(scale));
    }
}
