using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// y = x for x ≥ 0, else slope·x (A. L. Maas et al., "Rectifier nonlinearities improve neural network acoustic models", 2013); dx = dy for x &gt; 0, otherwise
/// slope·dy, at 0 too. The slope is at least 0, so that the result has the sign of x.
/// </summary>
/// <param name="negativeSlope">The slope below 0, in [0, 1]; 0 in <c>default</c>, which runs no constructor.</param>
public readonly struct LeakyRelu(FormulaValue negativeSlope) : IPullbackFromResult
{
    /// <summary>A slope of 0.01, as in PyTorch.</summary>
    public LeakyRelu() : this(new(0.01))
    {
    }

    /// <summary>The slope below 0.</summary>
    public double NegativeSlope => negativeSlope.Double;

    /// <inheritdoc/>
    public static Domain Domain => Domain.NonZero;

    /// <inheritdoc/>
    public static double ToleranceUlps => 1.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.SelectLess(x, TLane.Of(0), x * TLane.Of(negativeSlope), x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectLess(TLane.Of(0), x, dy, dy * TLane.Of(negativeSlope));

    /// <inheritdoc/>
    public double Reference(double x) => x < 0 ? negativeSlope.Double * x : x;
}
