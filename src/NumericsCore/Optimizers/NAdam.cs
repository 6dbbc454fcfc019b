using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// NAdam (Dozat 2016), Adam with Nesterov's momentum, as PyTorch and Keras have it: m ← β₁m + (1 - β₁)g, v ← β₂v + (1 - β₂)g²,
/// m̂ = μₜ₊₁m / (1 - Mₜ₊₁) + (1 - μₜ)g / (1 - Mₜ), v̂ = v / (1 - β₂ᵗ), θ ← θ - αm̂ / (√v̂ + ε), where μₜ = β₁(1 - ½·0.96^(tψ)) and
/// Mₜ = μ₁·…·μₜ. Keras has ψ = 1.
/// </summary>
public sealed class NAdam : Optimizer<NAdamRule>
{
    private readonly Momenta _momenta;

    /// <param name="learningRate">α, the learning rate, at least 0; 0.002 for PyTorch and on paper, 0.001 for Keras.</param>
    /// <param name="beta1">β₁, the decay rate of the first moment estimate, in [0, 1).</param>
    /// <param name="beta2">β₂, the decay rate of the second moment estimate, in [0, 1).</param>
    /// <param name="epsilon">ε, for numerical stability, at least 0; 1e-8 for PyTorch and on paper, 1e-7 for Keras.</param>
    /// <param name="momentumDecay">ψ, how fast the momentum grows from ½β₁ to β₁, at least 0; 0.004 for PyTorch and on paper, 1 for Keras.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="decoupled">How λ acts; by convention if null.</param>
    /// <param name="convention">Whose defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public NAdam(double? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double? epsilon = null, double? momentumDecay = null, double weightDecay = 0, bool? decoupled = null, Convention convention = Convention.PyTorch)
        : base(learningRate ?? (convention == Convention.Keras ? 0.001 : 0.002), weightDecay, decoupled ?? convention == Convention.Keras)
    {
        NumericsCore.Require.Defined(convention, nameof(convention));
        IsKeras = convention == Convention.Keras;
        Beta1 = Require(beta1, beta1 is >= 0 and < 1, "in [0, 1)");
        Beta2 = Require(beta2, beta2 is >= 0 and < 1, "in [0, 1)");
        double chosen = epsilon ?? (IsKeras ? 1e-7 : 1e-8), decay = momentumDecay ?? (IsKeras ? 1 : 0.004);
        Epsilon = Require(chosen, chosen >= 0, "at least 0", nameof(epsilon));
        MomentumDecay = Require(decay, decay >= 0, "at least 0", nameof(momentumDecay));
        _momenta = new Momenta(Beta1, MomentumDecay);
    }

    /// <summary>β₁, the decay rate of the first moment estimate.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the decay rate of the second moment estimate.</summary>
    public double Beta2 { get; }

    /// <summary>ε, for numerical stability.</summary>
    public double Epsilon { get; }

    /// <summary>ψ, how fast the momentum grows from ½β₁ to β₁.</summary>
    public double MomentumDecay { get; }

    /// <summary>Whether steps are counted as in Keras.</summary>
    internal bool IsKeras { get; }

    private protected override bool CountsOwnSteps => !IsKeras;

    // Mₜ is the product of the momenta of all steps, which a schedule from the middle of a training would have to know
    private protected override string MomentumRemedy => "Its momentum follows a schedule of its own, μₜ; expected a schedule of the learning rate alone.";

    private protected override OptimizerEquation Equation => new NAdamEquation(this);

    /// <inheritdoc/>
    protected override NAdamRule Prepare(double learningRate, long t) => NAdamRule.Prepare(learningRate, Beta1, Beta2, Epsilon, MomentumDecay, MomentumProduct(t), t);

    /// <summary>Mₜ.</summary>
    internal double MomentumProduct(long t) => _momenta.Product(t);

    /// <summary>The products of the momenta, each multiplied on from one before it: a step later costs one product.</summary>
    private sealed class Momenta(double beta1, double psi)
    {
        // of this size it no longer changes 1 - Mₜ
        private const double Negligible = 1e-20;

        // parameters that missed different steps ask for different t in turn
        private readonly (long T, double Product)[] _known = [.. Enumerable.Repeat((0L, 1.0), 4)];
        private readonly Lock _lock = new();
        private int _oldest;

        public double Product(long t)
        {
            lock (_lock)
            {
                int from = -1;
                for (int i = 0; i < _known.Length; i++)
                    if (_known[i].T <= t && (from < 0 || _known[i].T > _known[from].T)) from = i;
                var (at, product) = from < 0 ? (0, 1) : _known[from];
                // from the first on and in order, whatever is known: the bits are the same
                for (; at < t && product >= Negligible; at++) product *= NAdamRule.Momentum(beta1, psi, at + 1);
                if (from < 0 || _known[from].T == 0)
                {
                    from = _oldest;
                    _oldest = (_oldest + 1) % _known.Length;
                }

                _known[from] = (t, product);
                return product;
            }
        }
    }

    private protected override void Describe(RecordText text) => text.Add(nameof(Beta1), Beta1).Add(nameof(Beta2), Beta2).Add(nameof(Epsilon), Epsilon).Add(nameof(MomentumDecay), MomentumDecay);
}
