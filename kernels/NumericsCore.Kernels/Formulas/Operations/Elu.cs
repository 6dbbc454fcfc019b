using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// y = x for x &gt; 0, else α·(e^x - 1) (D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and accurate deep network learning by exponential linear
/// units", 2016); dx = dy for x &gt; 0, otherwise dy·(y + α).
/// </summary>
/// <param name="alpha">α, what -y tends to for x → -∞; at least 0; 0 in <c>default</c>, which runs no constructor.</param>
public readonly struct Elu(FormulaValue alpha) : IPullbackFromResult
{
    /// <summary>α = 1, as in the paper.</summary>
    public Elu() : this(new(1))
    {
    }

    /// <summary>α.</summary>
    public double Alpha => alpha.Double;

    /// <inheritdoc/>
    public static Domain Domain => Domain.NonZero;

    /// <inheritdoc/>
    public static double ToleranceUlps => 1.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.ScaledExpm1(x, TLane.Of(alpha), TLane.Of(0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectLess(TLane.Of(0), x, dy, dy * (y + TLane.Of(alpha)));

    /// <inheritdoc/>
    public double Reference(double x) => x < 0 ? alpha.Double * ReferenceMath.Expm1(x) : x;
}
