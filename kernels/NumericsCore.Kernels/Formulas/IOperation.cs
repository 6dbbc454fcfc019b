using System.Globalization;

namespace NumericsCore.Kernels;

/// <summary>Where tests sample an argument from: an interval, and points within it to keep a distance from (kinks and poles).</summary>
/// <param name="Low">Lowest value sampled.</param>
/// <param name="High">Highest value sampled.</param>
/// <param name="Avoid">A point where the derivative does not exist; NaN for none.</param>
public readonly record struct Domain(double Low, double High, double Avoid = double.NaN)
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Domain {{ Low = {Low}, High = {High}, Avoid = {Avoid} }}");

    /// <summary>[-4, 4].</summary>
    public static Domain Real => new(-4, 4);

    /// <summary>[-4, 4] without a neighbourhood of zero.</summary>
    public static Domain NonZero => new(-4, 4, 0);

    /// <summary>[0.05, 4].</summary>
    public static Domain Positive => new(0.05, 4);

    /// <summary>[0.02, 0.98].</summary>
    public static Domain Probability => new(0.02, 0.98);
}

/// <summary>A differentiable elementwise operation of one argument: formula, pullback and reference beside each other.</summary>
public interface IUnaryOperation : IUnaryFormula
{
    /// <summary>The gradient with respect to x: dy·f'(x), from the argument x, the result y = f(x) and the gradient dy.</summary>
    TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>;

    /// <summary>
    /// Whether the pullback of a gradient of 0 is 0 whatever the argument, an infinite one and NaN too, as that of a choice is. Where it
    /// is not, as with dy·y or dy/x, tensor operations have a gradient of 0 pulled back as 0, so that what a mask leaves out brings no NaN.
    /// </summary>
    static virtual bool PullsZeroBack => false;

    /// <summary>f(x) in float64 from <see cref="Math"/>: what tests compare every device with.</summary>
    double Reference(double x);

    /// <summary>Where tests sample x.</summary>
    static abstract Domain Domain { get; }

    /// <summary>The largest distance from the exact result, in units in the last place.</summary>
    static abstract double ToleranceUlps { get; }
}

/// <summary>A differentiable elementwise operation of two arguments.</summary>
public interface IBinaryOperation : IBinaryFormula
{
    /// <summary>The gradient with respect to a, from the arguments, the result y = f(a, b) and the gradient dy.</summary>
    TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane>;

    /// <summary>The gradient with respect to b, from the arguments, the result y = f(a, b) and the gradient dy.</summary>
    TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane>;

    /// <inheritdoc cref="IUnaryOperation.PullsZeroBack"/>
    static virtual bool PullsZeroBack => false;

    /// <summary>f(a, b) in float64 from <see cref="Math"/>.</summary>
    double Reference(double a, double b);

    /// <summary>Where tests sample a.</summary>
    static abstract Domain LeftDomain { get; }

    /// <summary>Where tests sample b.</summary>
    static abstract Domain RightDomain { get; }

    /// <summary>The largest distance from the exact result, in units in the last place.</summary>
    static abstract double ToleranceUlps { get; }
}
