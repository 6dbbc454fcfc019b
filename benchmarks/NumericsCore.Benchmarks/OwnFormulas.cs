using NumericsCore.Kernels;

namespace NumericsCore.Benchmarks;

/// <summary>The library's sigmoid as a user writes it: the same arithmetic, without hints to inline.</summary>
public readonly struct OwnSigmoid : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 2;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Sigmoid(x);

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * y * (TLane.Of(1) - y);

    public double Reference(double x) => 1 / (1 + Math.Exp(-x));
}

/// <summary>x·σ(1.702x) as the documentation writes it; <see cref="OwnFormulas.Tests.Gelu"/> is the same with hints to inline.</summary>
public readonly struct OwnGelu : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 8;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * Elementary.Sigmoid(TLane.Of(1.702) * x);

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane s = Elementary.Sigmoid(TLane.Of(1.702) * x);
        return dy * TLane.MultiplyAdd(TLane.Of(1.702) * y, TLane.Of(1) - s, s);
    }

    public double Reference(double x) => x / (1 + Math.Exp(-1.702 * x));
}
