namespace NumericsCore.Kernels;

/// <summary>A differentiable elementwise operation of three arguments. Its pullbacks read the arguments alone, so that the result need not be kept.</summary>
public interface ITernaryOperation : ITernaryFormula
{
    /// <summary>The gradient with respect to a, from the arguments and the gradient dy of the result.</summary>
    TLane PullbackFirst<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane>;

    /// <summary>The gradient with respect to b, from the arguments and the gradient dy of the result.</summary>
    TLane PullbackSecond<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane>;

    /// <summary>The gradient with respect to c, from the arguments and the gradient dy of the result.</summary>
    TLane PullbackThird<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane>;

    /// <inheritdoc cref="IUnaryOperation.PullsZeroBack"/>
    static virtual bool PullsZeroBack => false;

    /// <summary>f(a, b, c) in float64 from <see cref="Math"/>.</summary>
    double Reference(double a, double b, double c);

    /// <summary>Where tests draw a.</summary>
    static abstract Domain FirstDomain { get; }

    /// <summary>Where tests draw b.</summary>
    static abstract Domain SecondDomain { get; }

    /// <summary>Where tests draw c.</summary>
    static abstract Domain ThirdDomain { get; }

    /// <summary>The largest distance from the exact result, in units in the last place.</summary>
    static abstract double ToleranceUlps { get; }
}
