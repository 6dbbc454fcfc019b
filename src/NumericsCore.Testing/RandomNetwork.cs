using System.Globalization;

namespace NumericsCore.Testing;

/// <summary>
/// A network with a batch and a loss, all determined by the numbers printed: weights (Glorot's), biases in ±0.5, inputs in ±1, targets,
/// dropout masks and the weights of classes and samples follow from the seed. Printed, it is C# that makes it again.
/// </summary>
/// <param name="Inputs">Features of a sample; at least 1.</param>
/// <param name="Layers">The dense layers; none for a loss of the inputs themselves.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Samples">The size of the batch; at least 1.</param>
/// <param name="L2">λ: the loss has λ·Σw² of all weights (not biases) added.</param>
/// <param name="LabelSmoothing">Of the cross-entropies, in [0, 1].</param>
/// <param name="ClassWeights">Whether the cross-entropy weighs its classes, by numbers in [0.5, 2). The mean squared error has no classes.</param>
/// <param name="SampleWeights">Whether the loss weighs the samples, by numbers in [0.5, 2).</param>
/// <param name="Seed">What all numbers follow from.</param>
public sealed record RandomNetwork(int Inputs, IReadOnlyList<NetworkLayer> Layers, NetworkLoss Loss, int Samples = 1, double L2 = 0, double LabelSmoothing = 0, bool ClassWeights = false, bool SampleWeights = false, ulong Seed = 0)
{
    /// <summary>The number of dense layers.</summary>
    public int Depth => Layers.Count;

    /// <summary>The number of outputs.</summary>
    public int Outputs => Layers.Count == 0 ? Inputs : Layers[^1].Units;

    /// <summary>Whether the loss takes probabilities.</summary>
    public bool PredictsProbabilities => Loss is NetworkLoss.BinaryCrossEntropy or NetworkLoss.CategoricalCrossEntropy;

    /// <summary>The network with its first weights, in float64.</summary>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    public BuiltNetwork Build(Device? device = null) => new(this, device ?? Device.Default);

    /// <summary>
    /// Compares the gradients of the loss with respect to all parameters and inputs with central differences in float64.
    /// </summary>
    /// <param name="tolerance">The bound on |analytic - numeric| / max(1, |analytic|, |numeric|); <see cref="GradientLaw.Tolerance"/> says where its default comes from.</param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    /// <returns>The worse of both checks. Input 0 is the batch, and the parameters follow.</returns>
    public GradientCheckResult CheckGradients(double tolerance = GradientLaw.Tolerance, Device? device = null)
    {
        var built = Build(device);
        var ofInput = GradientCheck.Run(input => built.LossOf(input), built.Batch, tolerance);
        if (built.Parameters.Count == 0) return ofInput;
        var ofParameters = GradientCheck.Run(() => built.LossOf(built.Batch), built.Parameters, tolerance);
        var worse = ofParameters.Error > ofInput.Error ? ofParameters with { Input = ofParameters.Input + 1 } : ofInput;
        return worse with { Elements = ofInput.Elements + ofParameters.Elements };
    }

    /// <summary>C# that makes the network.</summary>
    public override string ToString()
    {
        string options = string.Concat(
            Samples == 1 ? "" : $", Samples: {Samples}",
            L2 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", L2: {L2}"),
            LabelSmoothing == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", LabelSmoothing: {LabelSmoothing}"),
            ClassWeights ? ", ClassWeights: true" : "",
            SampleWeights ? ", SampleWeights: true" : "",
            Seed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", Seed: {Seed}"));
        return $"new RandomNetwork({Inputs}, [{string.Join(", ", Layers)}], NetworkLoss.{Loss}{options})";
    }

    /// <summary>Whether all parts are equal.</summary>
    public bool Equals(RandomNetwork? other) =>
        other is not null && (Inputs, Loss, Samples, L2, LabelSmoothing, ClassWeights, SampleWeights, Seed)
            == (other.Inputs, other.Loss, other.Samples, other.L2, other.LabelSmoothing, other.ClassWeights, other.SampleWeights, other.Seed)
        && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inputs, Layers.Count, Loss, Samples, L2, LabelSmoothing, (ClassWeights, SampleWeights), Seed);

    /// <summary>Whether the last layer gives what the loss takes: probabilities from its activation, which no dropout scales beyond 1.</summary>
    internal bool IsConsistent => Layers.Count == 0 || (!PredictsProbabilities || Layers[^1].Dropout == 0) && Loss switch
    {
        NetworkLoss.BinaryCrossEntropy => Layers[^1].Activation.Equals(Activation.Sigmoid),
        NetworkLoss.CategoricalCrossEntropy => Layers[^1].Activation.Equals(Activation.Softmax),
        _ => true,
    };
}
