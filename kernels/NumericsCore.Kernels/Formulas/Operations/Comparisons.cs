using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>1 where a &lt; b, otherwise 0; 0 when either is NaN.</summary>
public readonly struct Less : IBinaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.SelectLess(a, b, TLane.Of(1), TLane.Of(0));
}

/// <summary>1 where a ≤ b, otherwise 0; 0 when either is NaN.</summary>
public readonly struct LessOrEqual : IBinaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.SelectLessOrEqual(a, b, TLane.Of(1), TLane.Of(0));
}

/// <summary>1 where a = b, otherwise 0; 0 when either is NaN.</summary>
public readonly struct Equal : IBinaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.SelectEqual(a, b, TLane.Of(1), TLane.Of(0));
}

/// <summary>1 where a ≠ b, otherwise 0; 1 when either is NaN.</summary>
public readonly struct NotEqual : IBinaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.SelectEqual(a, b, TLane.Of(0), TLane.Of(1));
}

/// <summary>1 where a &gt; b, otherwise 0; 0 when either is NaN.</summary>
public readonly struct Greater : IBinaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.SelectLess(b, a, TLane.Of(1), TLane.Of(0));
}

/// <summary>1 where a ≥ b, otherwise 0; 0 when either is NaN.</summary>
public readonly struct GreaterOrEqual : IBinaryFormula
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.SelectLessOrEqual(b, a, TLane.Of(1), TLane.Of(0));
}
