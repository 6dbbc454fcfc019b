using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>(p - t)², the term of the mean squared error; dp = 2(p - t)·dy, 0 where dy is 0, dt = -dp.</summary>
public readonly struct SquaredError : ILossFormula
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Real;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 2.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane prediction, TLane target) where TLane : struct, ILane<TLane>
    {
        TLane difference = prediction - target;
        return difference * difference;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        Elementary.ZeroAtZero(dy, TLane.Of(2) * (prediction - target) * dy);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        Elementary.ZeroAtZero(dy, TLane.Of(2) * (target - prediction) * dy);

    /// <inheritdoc/>
    public double Reference(double prediction, double target) => (prediction - target) * (prediction - target);
}
