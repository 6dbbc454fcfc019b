using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// ½d² for |d| ≤ δ, else δ(|d| - ½δ), of the difference d = p - t (P. J. Huber, "Robust estimation of a location parameter", 1964), as PyTorch's
/// HuberLoss; dp = dy·d within [-δ, δ], dt = -dp.
/// </summary>
/// <param name="delta">δ, where the parabola ends, above 0; 0 in <c>default</c>, which runs no constructor.</param>
public readonly struct Huber(FormulaValue delta) : ILossFormula
{
    /// <summary>δ = 1, as in PyTorch.</summary>
    public Huber() : this(new(1))
    {
    }

    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Real;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane prediction, TLane target) where TLane : struct, ILane<TLane>
    {
        TLane size = TLane.Abs(prediction - target), limit = TLane.Of(delta), half = TLane.Of(0.5);
        return TLane.SelectLess(limit, size, limit * (size - half * limit), half * size * size);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        dy * Elementary.Clamp(prediction - target, TLane.Of(delta));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        PullbackLeft(target, prediction, y, dy);

    /// <inheritdoc/>
    public double Reference(double prediction, double target)
    {
        double size = Math.Abs(prediction - target);
        return size > delta.Double ? delta.Double * (size - (0.5 * delta.Double)) : 0.5 * size * size;
    }
}
