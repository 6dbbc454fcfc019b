using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// y = λx for x &gt; 0, else λα·(e^x - 1), with λ = 1.0507009873554805 and α = 1.6732632423543772, which keep mean 0 and variance 1 through layers
/// (G. Klambauer et al., "Self-normalizing neural networks", 2017); dx = dy·λ for x &gt; 0, otherwise dy·(y + λα).
/// </summary>
public readonly struct Selu : IPullbackFromResult
{
    private const double Lambda = 1.0507009873554805;

    /// <inheritdoc/>
    public static Domain Domain => Domain.NonZero;

    /// <inheritdoc/>
    public static double ToleranceUlps => 1.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane below = Elementary.ScaledExpm1(x, LambdaAlpha<TLane>(), TLane.Of(TLane.IsDouble ? 1.41535193800845e-17 : 2.3296717444054593e-08));
        return TLane.SelectLess(x, TLane.Of(0), below, x * TLane.Of(Lambda));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectLess(TLane.Of(0), x, dy * TLane.Of(Lambda), dy * (y + LambdaAlpha<TLane>()));

    /// <inheritdoc/>
    public double Reference(double x) => x < 0 ? Lambda * 1.6732632423543772 * ReferenceMath.Expm1(x) : Lambda * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LambdaAlpha<TLane>() where TLane : struct, ILane<TLane> => TLane.Of(TLane.IsDouble ? 1.7580993408473768 : 1.7580993175506592);
}
