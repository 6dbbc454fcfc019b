namespace NumericsCore;

/// <summary>
/// AdamW (Loshchilov and Hutter 2019): <see cref="Adam"/> after the decoupled weight decay θ ← θ - αλθ, as PyTorch and Keras have it. In the
/// paper λ is multiplied by a schedule in place of α.
/// </summary>
public sealed class AdamW : Adam
{
    /// <param name="learningRate">α, the learning rate, at least 0.</param>
    /// <param name="beta1">β₁, the decay rate of the first moment estimate, in [0, 1).</param>
    /// <param name="beta2">β₂, the decay rate of the second moment estimate, in [0, 1).</param>
    /// <param name="epsilon">ε, for numerical stability, at least 0; 1e-8 for PyTorch and on paper, 1e-7 for Keras.</param>
    /// <param name="biasCorrection">Whether the moment estimates are bias-corrected.</param>
    /// <param name="amsGrad">Whether the maximum of v so far is used.</param>
    /// <param name="weightDecay">λ, at least 0; 0.01 for PyTorch and on paper, which names none, 0.004 for Keras.</param>
    /// <param name="convention">Whose defaults and arithmetic.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public AdamW(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double? epsilon = null, bool biasCorrection = true, bool amsGrad = false, double? weightDecay = null, Convention convention = Convention.PyTorch)
        : base(learningRate, beta1, beta2, epsilon, biasCorrection, amsGrad, weightDecay ?? (convention == Convention.Keras ? 0.004 : 0.01), decoupled: true, convention)
    {
    }
}
