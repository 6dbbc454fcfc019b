using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// y = x·Φ(x) = ½x·(1 + erf(x/√2)), with the distribution function Φ of the normal distribution (D. Hendrycks, K. Gimpel, "Gaussian error linear units", 2016);
/// dx = dy·(Φ(x) + x·φ(x)), φ(x) = e^(-x²/2)/√(2π).
/// </summary>
public readonly struct Gelu : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Gelu(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane u = Elementary.Clamp(x, Elementary.SwishLimit<TLane>());
        TLane cumulative = TLane.Of(0.5) * Elementary.Erfc(TLane.Of(-0.7071067811865476) * u);
        TLane density = TLane.Of(0.3989422804014327) * Elementary.Exp(TLane.Of(-0.5) * u * u);
        return dy * TLane.MultiplyAdd(u, density, cumulative);
    }

    /// <inheritdoc/>
    public double Reference(double x) => ReferenceMath.Gelu(x);
}
