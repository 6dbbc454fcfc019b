using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>exp(x - max), an element of a row's exponentials.</summary>
internal readonly struct ShiftedExponential : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x, TLane max) where TLane : struct, ILane<TLane> => Elementary.Exp(x - max);
}

/// <summary>x - max - log Σ exp(x - max).</summary>
internal readonly struct LogSoftmaxElement : ITernaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x, TLane max, TLane logSum) where TLane : struct, ILane<TLane> => x - max - logSum;
}

/// <summary>t·(log Σ exp(x - max) - (x - max)), a term of the cross-entropy.</summary>
internal readonly struct SoftmaxCrossEntropyTerm : IQuaternaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x, TLane t, TLane max, TLane logSum) where TLane : struct, ILane<TLane> => t * (logSum - (x - max));
}

/// <summary>e/Σe·Σt - t, an element of the gradient of the cross-entropy.</summary>
internal readonly struct SoftmaxCrossEntropyGradient : IQuaternaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane exponential, TLane t, TLane sum, TLane weight) where TLane : struct, ILane<TLane> =>
        exponential / sum * weight - t;
}
