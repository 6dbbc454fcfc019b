using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = 2^x; dx = dy·y·ln 2.</summary>
public readonly struct Exp2 : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Exp2(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * y * TLane.Of(0.6931471805599453);

    /// <inheritdoc/>
    public double Reference(double x) => Math.Pow(2, x);
}
