using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// q^γ·H of a logit x and a target t in [0, 1], where H is their binary cross-entropy and q = σ(x)(1 - t) + σ(-x)t the probability of being wrong, 1 - p_t
/// in the paper (T.-Y. Lin et al., "Focal loss for dense object detection", 2017); torchvision's sigmoid_focal_loss without its α.
/// dx = dy·q^γ·(σ(x)(1 - t) - σ(-x)t + γσ(x)σ(-x)(1 - 2t)·H/q), dt = dy·q^γ·(γ(σ(-x) - σ(x))·H/q - x). What is surely right costs 0.
/// </summary>
/// <param name="gamma">γ, how much less what is right counts, at least 0; 0 in <c>default</c>, which runs no constructor, is the cross-entropy.</param>
public readonly struct BinaryFocalCrossEntropy(FormulaValue gamma) : ILossFormula
{
    /// <summary>γ = 2, as in the paper.</summary>
    public BinaryFocalCrossEntropy() : this(new(2))
    {
    }

    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Real;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Probability;

    /// <inheritdoc/>
    public static double ToleranceUlps => 10;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane logit, TLane target) where TLane : struct, ILane<TLane>
    {
        TLane wrong = Wrong(Elementary.Sigmoid(logit), Elementary.Sigmoid(-logit), target), power = Elementary.Power(wrong, TLane.Of(gamma));
        return Elementary.ZeroAtZero(power, power * Entropy(logit, target));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane logit, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane ofOne = Elementary.Sigmoid(logit), ofZero = Elementary.Sigmoid(-logit), one = TLane.Of(1);
        TLane wrong = Wrong(ofOne, ofZero, target), power = Elementary.Power(wrong, TLane.Of(gamma));
        TLane slope = ofOne * ofZero * (one - target - target);
        TLane ofPower = TLane.Of(gamma) * Elementary.ZeroAtZero(slope, slope * EntropyByWrong(logit, target, wrong));
        return dy * power * (ofOne * (one - target) - ofZero * target + ofPower);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane logit, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane ofOne = Elementary.Sigmoid(logit), ofZero = Elementary.Sigmoid(-logit);
        TLane wrong = Wrong(ofOne, ofZero, target), power = Elementary.Power(wrong, TLane.Of(gamma));
        TLane ofPower = TLane.Of(gamma) * (ofZero - ofOne) * EntropyByWrong(logit, target, wrong);
        return dy * Elementary.ZeroAtZero(power, power * (ofPower - logit));
    }

    /// <inheritdoc/>
    public double Reference(double logit, double target)
    {
        double wrong = ((1 - target) / (1 + Math.Exp(-logit))) + (target / (1 + Math.Exp(logit)));
        return Math.Pow(wrong, gamma.Double) * default(BinaryCrossEntropyWithLogits).Reference(logit, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Wrong<TLane>(TLane ofOne, TLane ofZero, TLane target) where TLane : struct, ILane<TLane> =>
        ofOne * (TLane.Of(1) - target) + ofZero * target;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Entropy<TLane>(TLane logit, TLane target) where TLane : struct, ILane<TLane> => default(BinaryCrossEntropyWithLogits).Apply(logit, target);

    /// <summary>H/q, which tends to 1 as both tend to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane EntropyByWrong<TLane>(TLane logit, TLane target, TLane wrong) where TLane : struct, ILane<TLane> =>
        TLane.SelectEqual(wrong, TLane.Of(0), TLane.Of(1), Entropy(logit, target) / wrong);
}
