using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = the integer nearest to x, of two the even one. The gradient is 0, at the jumps too.</summary>
public readonly struct Round : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => new(1.55, 2.45);

    /// <inheritdoc/>
    public static double ToleranceUlps => 0;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.RoundToEven(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(0);

    /// <inheritdoc/>
    public double Reference(double x) => Math.Round(x, MidpointRounding.ToEven);
}
