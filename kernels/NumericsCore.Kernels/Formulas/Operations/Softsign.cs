using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = x/(1 + |x|), ±1 for ±∞ (J. Bergstra et al., "Quadratic polynomials learn better image features", 2009); dx = dy·(1 - |y|)².</summary>
public readonly struct Softsign : IPullbackFromResult
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 1.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // ∞/∞ is no number
        TLane bounded = Elementary.Clamp(x, TLane.Of(TLane.IsDouble ? double.MaxValue : float.MaxValue));
        return bounded / (TLane.Of(1) + TLane.Abs(bounded));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane rest = TLane.Of(1) - TLane.Abs(y);
        return dy * rest * rest;
    }

    /// <inheritdoc/>
    public double Reference(double x) => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x));
}
