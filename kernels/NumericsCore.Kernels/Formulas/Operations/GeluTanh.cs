using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// y = ½x·(1 + tanh(√(2/π)·(x + 0.044715x³))) = x·σ(v), v = 2√(2/π)·(x + 0.044715x³) (D. Hendrycks, K. Gimpel, "Gaussian error linear units", 2016);
/// dx = dy·(s + x·s·(1 - s)·v'), s = σ(v), v' = 2√(2/π)·(1 + 3·0.044715x²).
/// </summary>
public readonly struct GeluTanh : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.GeluTanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1), factor = TLane.Of(1.5957691216057308);
        TLane u = Elementary.Clamp(x, Elementary.SwishLimit<TLane>());
        TLane cubic = TLane.Of(0.044715) * u * u;
        TLane sigmoid = Elementary.Sigmoid(factor * u * (one + cubic));
        TLane slope = factor * TLane.MultiplyAdd(TLane.Of(3), cubic, one);
        return dy * (sigmoid * TLane.MultiplyAdd(u * (one - sigmoid), slope, one));
    }

    /// <inheritdoc/>
    public double Reference(double x) => ReferenceMath.GeluTanh(x);
}
