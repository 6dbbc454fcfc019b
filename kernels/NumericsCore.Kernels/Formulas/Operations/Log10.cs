using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = log₁₀ x; dx = dy/(x·ln 10).</summary>
public readonly struct Log10 : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Positive;

    /// <inheritdoc/>
    public static double ToleranceUlps => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Log10(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy / (x * TLane.Of(2.302585092994046));

    /// <inheritdoc/>
    public double Reference(double x) => Math.Log10(x);
}
