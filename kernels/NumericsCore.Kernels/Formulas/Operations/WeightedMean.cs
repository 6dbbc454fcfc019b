using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>A sum of weighted terms divided by the sum of the weights; 0, with gradients of 0, where nothing has a weight.</summary>
internal readonly struct WeightedMean : IBinaryOperation
{
    public static Domain LeftDomain => Domain.Real;

    public static Domain RightDomain => Domain.Positive;

    public static double ToleranceUlps => 0.5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane sum, TLane weight) where TLane : struct, ILane<TLane> => Over(sum, weight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane sum, TLane weight, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Over(dy, weight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane sum, TLane weight, TLane y, TLane dy) where TLane : struct, ILane<TLane> => -Over(dy * y, weight);

    public double Reference(double sum, double weight) => weight == 0 ? 0 : sum / weight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Over<TLane>(TLane value, TLane weight) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        return TLane.SelectEqual(weight, zero, zero, value / weight);
    }
}
