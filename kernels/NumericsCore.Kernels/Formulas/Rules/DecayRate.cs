using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The decay rate β of an exponential moving average.</summary>
public readonly struct DecayRate
{
    internal readonly FormulaValue Beta;

    // a number of its own: in float32 it is not the difference of 1 and the rounded β
    internal readonly FormulaValue OneMinusBeta;

    /// <param name="beta">β in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">β lies outside [0, 1), or is NaN.</exception>
    public DecayRate(double beta)
    {
        if (!(beta is >= 0 and < 1)) throw OutOfRange.Error(nameof(beta), beta, "A decay rate lies in [0, 1).");
        Beta = new(beta);
        OneMinusBeta = new(1 - beta);
    }

    /// <summary>The average a after x: β·a + (1 - β)·x, with a rounding of (1 - β)·x and one of the fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Average<TLane>(TLane a, TLane x) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(TLane.Of(Beta), a, TLane.Of(OneMinusBeta) * x);
}
