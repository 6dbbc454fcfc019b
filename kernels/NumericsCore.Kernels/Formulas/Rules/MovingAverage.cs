using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The exponential moving average that Adam and Adadelta keep.</summary>
internal static class MovingAverage
{
    /// <summary>β·a + (1 - β)·x with two roundings. 1 - β is a scalar of its own, because in float32 it is not the difference of 1 and the rounded β.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Next<TLane>(TLane beta, TLane oneMinusBeta, TLane a, TLane x) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(beta, a, oneMinusBeta * x);
}
