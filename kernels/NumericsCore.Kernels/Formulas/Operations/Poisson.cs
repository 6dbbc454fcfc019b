using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// r - t·log(r + ε), the negative log-likelihood of a count t given the rate r ≥ 0 but for log t!, as PyTorch's PoissonNLLLoss of rates;
/// ε = 10^-8. dr = dy·(1 - t/(r + ε)), dt = -dy·log(r + ε). An infinite rate costs ∞.
/// </summary>
public readonly struct Poisson : ILossFormula
{
    private const double Epsilon = 1e-8;

    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Positive;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Probability;

    /// <inheritdoc/>
    public static double ToleranceUlps => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane rate, TLane target) where TLane : struct, ILane<TLane> =>
        TLane.SelectEqual(rate, TLane.Of(double.PositiveInfinity), rate, TLane.MultiplyAdd(-target, LogOf(rate), rate));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane rate, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        dy * (TLane.Of(1) - target / (rate + TLane.Of(Epsilon)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane rate, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> => -dy * LogOf(rate);

    /// <inheritdoc/>
    public double Reference(double rate, double target) => Math.FusedMultiplyAdd(-target, Math.Log(rate + Epsilon), rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogOf<TLane>(TLane rate) where TLane : struct, ILane<TLane> => Elementary.Log(rate + TLane.Of(Epsilon));
}
