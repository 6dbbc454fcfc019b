using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>exp(x - max).</summary>
internal readonly struct ShiftedExponential : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x, TLane max) where TLane : struct, ILane<TLane> => Elementary.Exp(x - max);
}

/// <summary>x - max - log Σ exp(x - max).</summary>
internal readonly struct LogProbability : ITernaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x, TLane max, TLane logSum) where TLane : struct, ILane<TLane> => x - max - logSum;
}

/// <summary>A class's part of the cross-entropy, t·(log Σ exp(x - max) - (x - max)); 0 where t is 0, also for the logit -∞.</summary>
internal readonly struct SoftmaxCrossEntropyTerm : IQuaternaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x, TLane t, TLane max, TLane logSum) where TLane : struct, ILane<TLane> =>
        Elementary.ZeroAtZero(t, t * (logSum - (x - max)));
}

/// <summary>The gradient of the cross-entropy, exp(x - max)/Σ exp(x - max)·Σ t - t; 0 in a row of targets that are all 0.</summary>
internal readonly struct SoftmaxCrossEntropyGradient : IQuaternaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane exponential, TLane t, TLane sum, TLane targetSum) where TLane : struct, ILane<TLane> =>
        Elementary.ZeroAtZero(targetSum, exponential / sum * targetSum) - t;
}

/// <summary>A maximum that passes over NaN: its row becomes NaN all the same, through the sum of its exponentials.</summary>
internal readonly struct MaxIgnoringNaN : IReduction
{
    public static double Identity => double.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> =>
        TLane.SelectLess(accumulator, value, value, accumulator);
}
