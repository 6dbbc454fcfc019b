using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A differentiable reduction: how elements are combined, and the gradient of each beside it.</summary>
public interface IReductionOperation : IReduction
{
    /// <summary>The gradient with respect to one element x, from the result y of the reduction that x is part of and its gradient dy.</summary>
    static abstract TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>;
}

/// <summary>What follows from a reduction.</summary>
internal static class ReductionPullbacks
{
    /// <summary>The pullback of a reduction as a formula of (x, y, dy); a gradient of 0 is pulled back as 0.</summary>
    internal readonly struct Pullback<TReduction> : ITernaryFormula where TReduction : IReductionOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Pulled.Guarded(dy, TReduction.Pullback(x, y, dy));
    }
}
