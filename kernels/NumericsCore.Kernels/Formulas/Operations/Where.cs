using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>a where the condition is not 0 (NaN counts as not 0), otherwise b.</summary>
public readonly struct Where : ITernaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane condition, TLane a, TLane b) where TLane : struct, ILane<TLane> =>
        TLane.SelectEqual(condition, TLane.Of(0), b, a);
}
