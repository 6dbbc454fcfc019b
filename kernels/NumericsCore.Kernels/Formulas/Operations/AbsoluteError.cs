using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>|p - t|, the term of the mean absolute error; dp = dy·sign(p - t), 0 where p = t as in PyTorch, dt = -dp.</summary>
public readonly struct AbsoluteError : ILossFormula
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Real;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 0.5;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane prediction, TLane target) where TLane : struct, ILane<TLane> => TLane.Abs(prediction - target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        TLane.SelectEqual(prediction, target, TLane.Of(0), TLane.SelectLess(prediction, target, -dy, dy));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        PullbackLeft(target, prediction, y, dy);

    /// <inheritdoc/>
    public double Reference(double prediction, double target) => Math.Abs(prediction - target);
}
