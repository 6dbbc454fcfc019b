namespace NumericsCore;

/// <summary>What a training is validated on after each epoch.</summary>
/// <param name="Features">[samples, ...].</param>
/// <param name="Targets">[samples, ...].</param>
/// <param name="Weights">[samples], or null.</param>
internal sealed record ValidationSet(Tensor Features, Tensor Targets, Tensor? Weights);
