using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// e^x - t·x, the negative log-likelihood of a count t given the logarithm x of the rate but for log t!, as PyTorch's PoissonNLLLoss;
/// dx = dy·(e^x - t), dt = -x·dy. An x of -∞ costs 0 where t is 0, else ∞; one of ∞ costs ∞.
/// </summary>
public readonly struct PoissonWithLogRates : ILossFormula
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Real;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Probability;

    /// <inheritdoc/>
    public static double ToleranceUlps => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane logRate, TLane target) where TLane : struct, ILane<TLane>
    {
        TLane rate = Elementary.Exp(logRate), infinity = TLane.Of(double.PositiveInfinity);

        // there the form is ∞ - ∞ or 0·∞
        TLane atInfinity = TLane.SelectEqual(target, TLane.Of(0), rate, infinity);
        return TLane.SelectEqual(TLane.Abs(logRate), infinity, atInfinity, TLane.MultiplyAdd(-target, logRate, rate));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane logRate, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        dy * (Elementary.Exp(logRate) - target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane logRate, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> => -dy * logRate;

    /// <inheritdoc/>
    public double Reference(double logRate, double target) => Math.FusedMultiplyAdd(-target, logRate, Math.Exp(logRate));
}
