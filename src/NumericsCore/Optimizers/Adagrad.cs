using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Adagrad (Duchi, Hazan and Singer 2011): G ← G + g², θ ← θ - αₜg / (√G + ε), with αₜ = α / (1 + (t - 1)·decay). Keras has ε inside
/// the root, √(G + ε), and starts G at 0.1.
/// </summary>
public sealed class Adagrad : Optimizer<AdagradRule>
{
    /// <param name="learningRate">α; 0.01 for PyTorch and on paper, 0.001 for Keras.</param>
    /// <param name="learningRateDecay">At least 0.</param>
    /// <param name="initialAccumulatorValue">The initial value of G, at least 0; 0 for PyTorch and on paper, 0.1 for Keras.</param>
    /// <param name="epsilon">ε, for numerical stability, at least 0; 1e-10 for PyTorch and on paper, 1e-7 for Keras.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="decoupled">How λ acts; by convention if null.</param>
    /// <param name="convention">Whose defaults and arithmetic.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public Adagrad(double? learningRate = null, double learningRateDecay = 0, double? initialAccumulatorValue = null, double? epsilon = null, double weightDecay = 0, bool? decoupled = null, Convention convention = Convention.PyTorch)
        : base(learningRate ?? (convention == Convention.Keras ? 0.001 : 0.01), weightDecay, decoupled ?? convention == Convention.Keras)
    {
        NumericsCore.Require.Defined(convention, nameof(convention));
        IsKeras = convention == Convention.Keras;
        LearningRateDecay = Require(learningRateDecay, learningRateDecay >= 0, "at least 0");
        double accumulator = initialAccumulatorValue ?? (IsKeras ? 0.1 : 0);
        InitialAccumulatorValue = Require(accumulator, accumulator >= 0, "at least 0", nameof(initialAccumulatorValue));
        double chosen = epsilon ?? (IsKeras ? 1e-7 : 1e-10);
        Epsilon = Require(chosen, chosen >= 0, "at least 0", nameof(epsilon));
    }

    /// <summary>The decay of the learning rate.</summary>
    public double LearningRateDecay { get; }

    /// <summary>The initial accumulator.</summary>
    public double InitialAccumulatorValue { get; }

    /// <summary>ε, for numerical stability.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override double InitialSlotValue(int slot) => InitialAccumulatorValue;

    /// <summary>Whether the arithmetic is Keras's.</summary>
    internal bool IsKeras { get; }

    private protected override bool CountsOwnSteps => !IsKeras;

    private protected override OptimizerEquation Equation => new AdagradEquation(this);

    /// <inheritdoc/>
    protected override AdagradRule Prepare(double learningRate, long t) => AdagradRule.Prepare(learningRate, LearningRateDecay, Epsilon, insideRoot: IsKeras, t);

    private protected override void Describe(RecordText text) => text.Add(nameof(LearningRateDecay), LearningRateDecay).Add(nameof(InitialAccumulatorValue), InitialAccumulatorValue).Add(nameof(Epsilon), Epsilon);
}
