using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// max(0, d)² with d = 1 - s·x of a score x and s = 2t - 1 from a target t in [0, 1], the square of <see cref="Hinge"/>; where d is above 0,
/// dx = -2s·d·dy and dt = -4x·d·dy, elsewhere 0.
/// </summary>
public readonly struct SquaredHinge : ILossFormula
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Hinge.LeftDomain;

    /// <inheritdoc/>
    public static Domain RightDomain => Hinge.RightDomain;

    /// <inheritdoc/>
    public static double ToleranceUlps => 9;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane score, TLane target) where TLane : struct, ILane<TLane>
    {
        TLane loss = default(Hinge).Apply(score, target);
        return loss * loss;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane score, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        default(Hinge).PullbackLeft(score, target, y, TLane.Of(2) * default(Hinge).Apply(score, target) * dy);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane score, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        default(Hinge).PullbackRight(score, target, y, TLane.Of(2) * default(Hinge).Apply(score, target) * dy);

    /// <inheritdoc/>
    public double Reference(double score, double target)
    {
        double loss = default(Hinge).Reference(score, target);
        return loss * loss;
    }
}
