using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Adadelta (Zeiler 2012): E[g²] ← ρE[g²] + (1 - ρ)g², Δ = √(E[Δ²] + ε) / √(E[g²] + ε)·g, E[Δ²] ← ρE[Δ²] + (1 - ρ)Δ²,
/// θ ← θ - αΔ. The paper has no α (it is 1).
/// </summary>
public sealed class Adadelta : Optimizer<AdadeltaRule>
{
    /// <param name="learningRate">α; 1 for PyTorch and on paper, 0.001 for Keras.</param>
    /// <param name="rho">ρ, the decay rate of both averages, in [0, 1); 0.9 for PyTorch, 0.95 for Keras and on paper.</param>
    /// <param name="epsilon">ε, for numerical stability, greater than 0; 1e-6 for PyTorch and on paper, 1e-7 for Keras.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="decoupled">How λ acts; by convention if null.</param>
    /// <param name="convention">Whose defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public Adadelta(double? learningRate = null, double? rho = null, double? epsilon = null, double weightDecay = 0, bool? decoupled = null, Convention convention = Convention.PyTorch)
        : base(learningRate ?? (convention == Convention.Keras ? 0.001 : 1), weightDecay, decoupled ?? convention == Convention.Keras)
    {
        NumericsCore.Require.Defined(convention, nameof(convention));
        double decay = rho ?? (convention == Convention.PyTorch ? 0.9 : 0.95);
        Rho = Require(decay, decay is >= 0 and < 1, "in [0, 1)", nameof(rho));
        double chosen = epsilon ?? (convention == Convention.Keras ? 1e-7 : 1e-6);
        Epsilon = Require(chosen, chosen > 0, "greater than 0", nameof(epsilon));
    }

    /// <summary>ρ, the decay rate of both averages.</summary>
    public double Rho { get; }

    /// <summary>ε, for numerical stability.</summary>
    public double Epsilon { get; }

    private protected override OptimizerEquation Equation => new AdadeltaEquation(this);

    /// <inheritdoc/>
    protected override AdadeltaRule Prepare(double learningRate, long t) => new(learningRate, Rho, Epsilon);

    private protected override void Describe(RecordText text) => text.Add(nameof(Rho), Rho).Add(nameof(Epsilon), Epsilon);
}
