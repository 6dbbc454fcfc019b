using NumericsCore.Kernels;

// they are refused on purpose, and the analyzers' tests look for these
#pragma warning disable NCF0001, NCF0002, NCF0004, NCF0005, NCF0006, NCF0010, NCF0011, NCF0012, NCF0017

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>A formula that throws.</summary>
public readonly struct Throws : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        if (TLane.IsDouble) throw new InvalidOperationException("It throws.");
        return x;
    }

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double x) => x;
}

/// <summary>A formula whose pullback throws.</summary>
public readonly struct ThrowsBack : IPullbackFromResult
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x;

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Throwing(dy);

    private static TLane Throwing<TLane>(TLane dy) where TLane : struct, ILane<TLane> => TLane.IsDouble ? throw new InvalidOperationException("It throws.") : dy;

    public double Reference(double x) => x;
}

/// <summary>A formula that boxes its argument.</summary>
public readonly struct Boxes : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        object boxed = x;
        return (TLane)boxed;
    }

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double x) => x;
}

/// <summary>A formula that calls what is on the host alone.</summary>
public readonly struct Prints : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        Console.Out.Flush();
        return x;
    }

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double x) => x;
}

/// <summary>A formula that changes a static field.</summary>
public readonly struct Counts : IUnaryOperation
{
    private static int s_calls;

    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        s_calls++;
        return x * TLane.Of(s_calls);
    }

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double x) => x;
}

/// <summary>A formula that allocates.</summary>
public readonly struct Lists : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        List<TLane> values = [x, x];
        return values[1];
    }

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double x) => x;
}

/// <summary>A formula whose local function captures its argument.</summary>
public readonly struct Captures : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        return Added(Added(x));
        TLane Added(TLane z) => z + x;
    }

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double x) => 3 * x;
}

/// <summary>A formula that looks at a type.</summary>
public readonly struct LooksAtType : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => typeof(TLane).IsValueType ? x : x + x;

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double x) => x;
}

/// <summary>A formula that uses a function as a value.</summary>
public readonly struct CallsFunction : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        Func<TLane, TLane> twice = static z => z + z;
        return twice(x);
    }

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double x) => 2 * x;
}

/// <summary>An activation whose dense layer cannot be compiled.</summary>
public readonly struct ThrowsAfterDense : IPullbackFromResult
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.IsDouble ? throw new InvalidOperationException("It throws.") : x;

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double x) => x;
}

/// <summary>A formula of two arguments that throws.</summary>
public readonly struct ThrowsOfTwo : IBinaryOperation
{
    public static Domain LeftDomain => Domain.Real;

    public static Domain RightDomain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.IsDouble ? throw new InvalidOperationException("It throws.") : a + b;

    public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double a, double b) => a + b;
}

/// <summary>A formula of three arguments that throws.</summary>
public readonly struct ThrowsOfThree : ITernaryOperation
{
    public static Domain FirstDomain => Domain.Real;

    public static Domain SecondDomain => Domain.Real;

    public static Domain ThirdDomain => Domain.Real;

    public static double ToleranceUlps => 2;

    public TLane Apply<TLane>(TLane a, TLane b, TLane c) where TLane : struct, ILane<TLane> => TLane.IsDouble ? throw new InvalidOperationException("It throws.") : a + b + c;

    public TLane PullbackFirst<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public TLane PullbackSecond<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public TLane PullbackThird<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double a, double b, double c) => a + b + c;
}

/// <summary>A loss that throws.</summary>
public readonly struct ThrowsLoss : ILossFormula
{
    public static Domain LeftDomain => Domain.Real;

    public static Domain RightDomain => Domain.Real;

    public static double ToleranceUlps => 1;

    public TLane Apply<TLane>(TLane prediction, TLane target) where TLane : struct, ILane<TLane> => TLane.IsDouble ? throw new InvalidOperationException("It throws.") : prediction - target;

    public TLane PullbackLeft<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public TLane PullbackRight<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> => -dy;

    public double Reference(double prediction, double target) => prediction - target;
}

/// <summary>A reduction that throws.</summary>
public readonly struct ThrowsReduced : IReductionOperation
{
    public static double Identity => 0;

    public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => TLane.IsDouble ? throw new InvalidOperationException("It throws.") : accumulator + value;

    public static TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;
}

/// <summary>An update rule that throws.</summary>
public readonly struct ThrowingRule(double eta) : IUpdateRule
{
    private readonly FormulaValue _eta = new(eta);

    public static int Slots => 0;

    public void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane).Name.StartsWith("Gpu", StringComparison.Ordinal)) throw new InvalidOperationException("It throws.");
        theta -= TLane.Of(_eta) * g;
    }
}

/// <summary>Its optimizer.</summary>
internal sealed class ThrowingOptimizer() : Optimizer<ThrowingRule>(0.1)
{
    protected override ThrowingRule Prepare(double learningRate, long t) => new(learningRate);
}
