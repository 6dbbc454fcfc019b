using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = erfc x = 1 - erf x, accurate for large x; dx = -dy·2/√π·e^(-x²).</summary>
public readonly struct Erfc : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Erfc(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => -(dy * TLane.Of(1.1283791670955126) * Elementary.Exp(-(x * x)));

    /// <inheritdoc/>
    public double Reference(double x) => ReferenceMath.Erfc(x);
}
