using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// y = a - b·⌊a/b⌋, the remainder with the sign of the divisor, as <c>remainder</c> in PyTorch and <c>%</c> in Python; a result of 0 has the sign of a.
/// da = dy, db = -dy·⌊a/b⌋.
/// </summary>
public readonly struct Remainder : IBinaryOperation
{
    /// <inheritdoc/>
    public static Domain LeftDomain => new(3.1, 3.9);

    /// <inheritdoc/>
    public static Domain RightDomain => new(2, 3);

    /// <inheritdoc/>
    public static double ToleranceUlps => 0.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => Elementary.Remainder(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => -(dy * TLane.RoundToEven((a - y) / b));

    /// <inheritdoc/>
    public double Reference(double a, double b)
    {
        double truncated = a % b;
        return truncated != 0 && truncated < 0 != b < 0 ? truncated + b : truncated;
    }
}
