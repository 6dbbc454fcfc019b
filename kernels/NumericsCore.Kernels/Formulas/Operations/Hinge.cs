using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// max(0, 1 - s·x) of a score x, with s = 2t - 1 from a target t in [0, 1]: how far the score falls short of 1 on the target's side. Where it does,
/// dx = -s·dy and dt = -2x·dy; elsewhere and at the kink both are 0, as in PyTorch's MultiMarginLoss. A side of 0 has the loss 1 whatever the score.
/// </summary>
public readonly struct Hinge : ILossFormula
{
    // the kink lies beyond: near it the difference from 1 is small, and its rounding error relatively large
    /// <inheritdoc/>
    public static Domain LeftDomain => new(-0.9, 0.9);

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Probability;

    /// <inheritdoc/>
    public static double ToleranceUlps => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane score, TLane target) where TLane : struct, ILane<TLane>
    {
        TLane shortfall = Shortfall(score, Side(target)), zero = TLane.Of(0);
        return TLane.SelectLess(shortfall, zero, zero, shortfall);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane score, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane side = Side(target), zero = TLane.Of(0);
        return TLane.SelectLessOrEqual(Shortfall(score, side), zero, zero, -side * dy);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane score, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        return TLane.SelectLessOrEqual(Shortfall(score, Side(target)), zero, zero, TLane.Of(-2) * score * dy);
    }

    /// <inheritdoc/>
    public double Reference(double score, double target) => Math.Max(0, 1 - (((2 * target) - 1) * score));

    /// <summary>s = 2t - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Side<TLane>(TLane target) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(TLane.Of(2), target, TLane.Of(-1));

    /// <summary>1 - s·x, rounded once; 1 where s is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Shortfall<TLane>(TLane score, TLane side) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1);
        return TLane.SelectEqual(side, TLane.Of(0), one, TLane.MultiplyAdd(-side, score, one));
    }
}
