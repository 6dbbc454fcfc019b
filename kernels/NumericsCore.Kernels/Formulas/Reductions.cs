using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The sum of the elements; 0 for none.</summary>
public readonly struct Sum : IReduction
{
    /// <inheritdoc/>
    public static double Identity => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => accumulator + value;
}

/// <summary>The largest element, NaN if any is; -∞ for none.</summary>
public readonly struct Max : IReduction
{
    /// <inheritdoc/>
    public static double Identity => double.NegativeInfinity;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => Elementary.Max(accumulator, value);
}

/// <summary>The smallest element, NaN if any is; +∞ for none.</summary>
public readonly struct Min : IReduction
{
    /// <inheritdoc/>
    public static double Identity => double.PositiveInfinity;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => Elementary.Min(accumulator, value);
}
