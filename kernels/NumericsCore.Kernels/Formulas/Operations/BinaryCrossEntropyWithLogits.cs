using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// The binary cross-entropy of σ(x) with the target t in [0, 1], from the logit x in the stable form
/// max(x, 0) - x·t + log1p(e^-|x|), which never overflows; dx = dy·(σ(x) - t), dt = -x·dy. An infinite logit costs 0 where its side
/// is the target, else ∞.
/// </summary>
public readonly struct BinaryCrossEntropyWithLogits : ILossFormula
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Real;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Probability;

    /// <inheritdoc/>
    public static double ToleranceUlps => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane logit, TLane target) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane positive = TLane.SelectLess(logit, zero, zero, logit);
        TLane loss = TLane.MultiplyAdd(-logit, target, positive) + Elementary.Log1pExpOfNegative(-TLane.Abs(logit));

        // there the form is ∞ - ∞ or 0·∞, and the loss |t - σ(x)|·|x|
        TLane size = TLane.Abs(logit);
        TLane mistake = TLane.Abs(target - TLane.SelectLess(zero, logit, TLane.Of(1), zero));
        return TLane.SelectEqual(size, TLane.Of(double.PositiveInfinity), Elementary.ZeroAtZero(mistake, mistake * size), loss);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane logit, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        Elementary.ZeroAtZero(dy, dy * (Elementary.Sigmoid(logit) - target));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane logit, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        Elementary.ZeroAtZero(dy, -logit * dy);

    /// <inheritdoc/>
    public double Reference(double logit, double target) => double.IsInfinity(logit)
        ? (target == (logit > 0 ? 1 : 0) ? 0 : double.PositiveInfinity)
        : Math.FusedMultiplyAdd(-logit, target, Math.Max(logit, 0)) + ReferenceMath.Log1p(Math.Exp(-Math.Abs(logit)));
}
