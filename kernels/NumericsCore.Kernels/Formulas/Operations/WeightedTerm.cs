using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>A term times its weight, and 0 where the weight is 0, whatever the term is; dx = dy·w likewise, dw = dy·x, 0 where dy is 0.</summary>
internal readonly struct WeightedTerm : IBinaryOperation
{
    public static Domain LeftDomain => Domain.Real;

    public static Domain RightDomain => Domain.Real;

    public static double ToleranceUlps => 0.5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane term, TLane weight) where TLane : struct, ILane<TLane> => Elementary.ZeroAtZero(weight, term * weight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane term, TLane weight, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Elementary.ZeroAtZero(weight, dy * weight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane term, TLane weight, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Elementary.ZeroAtZero(dy, dy * term);

    public double Reference(double term, double weight) => weight == 0 ? 0 : term * weight;
}
