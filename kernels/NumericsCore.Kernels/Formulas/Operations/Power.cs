using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// y = a^b, as IEEE 754 pow; da = dy·b·a^(b - 1), 0 for b = 0, and for a power of 0 even if dy is infinite; db = dy·y·log a, 0 at a = 0 where no exponent but 0 changes y.
/// For a &lt; 0 only integral b have a result, so that db is NaN there.
/// </summary>
public readonly struct Power : IBinaryOperation
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Positive;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => Elementary.Power(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        TLane.SelectEqual(b, TLane.Of(0), TLane.Of(0), AtBase(dy * b, Elementary.Power(a, b - TLane.Of(1))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        TLane.SelectEqual(a, TLane.Of(0), TLane.Of(0), dy * y * Elementary.Log(a));

    /// <inheritdoc/>
    public double Reference(double a, double b) => Math.Pow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane AtBase<TLane>(TLane weighted, TLane power) where TLane : struct, ILane<TLane> => Pulled.Unweighted(weighted * power, power, weighted);
}
