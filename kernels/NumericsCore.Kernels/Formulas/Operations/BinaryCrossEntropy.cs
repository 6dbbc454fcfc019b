using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// -(t·log p + (1 - t)·log(1 - p)) for a probability p in [0, 1] and a target t in [0, 1], with both logarithms clamped from
/// below at -100 as in PyTorch's BCELoss, so that a sure mistake costs 100 instead of ∞.
/// dp = dy·(p - t)/max(p(1 - p), 10^-12); dt = dy·(log(1 - p) - log p), clamped alike.
/// </summary>
public readonly struct BinaryCrossEntropy : ILossFormula
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Probability;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Probability;

    /// <inheritdoc/>
    public static double ToleranceUlps => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane prediction, TLane target) where TLane : struct, ILane<TLane>
    {
        TLane ofOne = target * Clamp(Elementary.Log(prediction));
        TLane ofZero = (TLane.Of(1) - target) * Clamp(Elementary.Log1p(-prediction));
        return -(ofOne + ofZero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane variance = prediction * (TLane.Of(1) - prediction);
        TLane smallest = TLane.Of(1e-12);
        return Elementary.ZeroAtZero(dy, dy * (prediction - target) / TLane.SelectLess(variance, smallest, smallest, variance));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        dy * (Clamp(Elementary.Log1p(-prediction)) - Clamp(Elementary.Log(prediction)));

    /// <inheritdoc/>
    public double Reference(double prediction, double target) =>
        -((target * Math.Max(Math.Log(prediction), -100)) + ((1 - target) * Math.Max(ReferenceMath.Log1p(-prediction), -100)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Clamp<TLane>(TLane logarithm) where TLane : struct, ILane<TLane>
    {
        TLane lowest = TLane.Of(-100);
        return TLane.SelectLess(logarithm, lowest, lowest, logarithm);
    }
}
