using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>One class's part of a cross-entropy, -t·max(log p, -100), of a probability p and a target t; 0 where t is 0.</summary>
public readonly struct CrossEntropyTerm : IBinaryOperation
{
    internal const double Floor = -100;

    // the smallest p whose logarithm is divided by, as in PyTorch
    internal const double SmallestDivisor = 1e-12;

    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Probability;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Probability;

    /// <inheritdoc/>
    public static double ToleranceUlps => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane p, TLane t) where TLane : struct, ILane<TLane> =>
        -Elementary.ZeroAtZero(t, t * Elementary.Max(Elementary.Log(p), TLane.Of(Floor)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane p, TLane t, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        -Elementary.ZeroAtZero(dy * t, dy * t / Elementary.Max(p, TLane.Of(SmallestDivisor)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane p, TLane t, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        -(dy * Elementary.Max(Elementary.Log(p), TLane.Of(Floor)));

    /// <inheritdoc/>
    public double Reference(double p, double t) => t == 0 ? 0 : -t * Math.Max(Math.Log(p), Floor);
}
