using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>1 if a and b lie on the same side of one half, which itself counts as above; otherwise 0. NaN counts as below.</summary>
public readonly struct SameSide : IBinaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane>
    {
        TLane half = TLane.Of(0.5), one = TLane.Of(1), zero = TLane.Of(0);
        return TLane.SelectEqual(TLane.SelectLessOrEqual(half, a, one, zero), TLane.SelectLessOrEqual(half, b, one, zero), one, zero);
    }
}

/// <summary>1 if the logit a lies on the side of zero on which the target b lies of one half, both counting as above; otherwise 0. NaN counts as below.</summary>
internal readonly struct LogitOnSide : IBinaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1), zero = TLane.Of(0);
        return TLane.SelectEqual(TLane.SelectLessOrEqual(zero, a, one, zero), TLane.SelectLessOrEqual(TLane.Of(0.5), b, one, zero), one, zero);
    }
}
