using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = erf x = 2/√π·∫₀ˣ e^(-t²) dt; dx = dy·2/√π·e^(-x²).</summary>
public readonly struct Erf : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Erf(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * TLane.Of(1.1283791670955126) * Elementary.Exp(-(x * x));

    /// <inheritdoc/>
    public double Reference(double x) => ReferenceMath.Erf(x);
}
