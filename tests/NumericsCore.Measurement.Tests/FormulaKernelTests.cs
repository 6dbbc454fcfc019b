using NumericsCore.Kernels;

namespace NumericsCore.Measurement.Tests;

/// <summary>A formula of two arguments and of three, whose pullbacks all differ.</summary>
public readonly struct Mixed : IBinaryOperation, ITernaryOperation
{
    public static Domain LeftDomain => Domain.Positive;

    public static Domain RightDomain => Domain.Real;

    public static Domain FirstDomain => Domain.Positive;

    public static Domain SecondDomain => Domain.Real;

    public static Domain ThirdDomain => Domain.Probability;

    public static double ToleranceUlps => double.PositiveInfinity;

    static double IBinaryOperation.ToleranceUlps => ToleranceUlps;

    static double ITernaryOperation.ToleranceUlps => ToleranceUlps;

    static bool IBinaryOperation.PullsZeroBack => true;

    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a * a * b;

    public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(2) * y / a * dy;

    public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => a * a * dy;

    public double Reference(double a, double b) => a * a * b;

    public TLane Apply<TLane>(TLane a, TLane b, TLane c) where TLane : struct, ILane<TLane> => a * b + c;

    public TLane PullbackFirst<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> => b * dy;

    public TLane PullbackSecond<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> => a * dy;

    public TLane PullbackThird<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> => dy;

    public double Reference(double a, double b, double c) => (a * b) + c;
}

/// <summary>factor·x², with a value that the constructor without parameters gives.</summary>
public readonly struct Scaled : IUnaryOperation
{
    private readonly FormulaValue _factor;

    public Scaled() => _factor = new(3);

    public static Domain Domain => new(-2, 5);

    public static double ToleranceUlps => 2;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Of(_factor) * x * x;

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(2) * y / x * dy;

    public double Reference(double x) => _factor.Double * x * x;
}

/// <summary>The largest element.</summary>
public readonly struct Largest : IReductionOperation
{
    public static double Identity => double.NegativeInfinity;

    public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => TLane.SelectLess(accumulator, value, value, accumulator);

    public static TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectEqual(x, y, dy, TLane.Of(0));
}

/// <summary>The kernels that are measured for a formula are those that tensors run.</summary>
public class FormulaKernelTests
{
    private const int Count = 1000;

    [Fact]
    public void Each_kernel_computes_what_the_operation_and_its_gradient_are_on_tensors()
    {
        Tensor a = Sampled(1, Domain.Positive), b = Sampled(2, Domain.Real), c = Sampled(3, Domain.Probability), x = Sampled(1, Scaled.Domain);
        Check(typeof(Scaled), ["Scaled", "Scaled.Pullback"], [[x.Apply(new Scaled())], Gradients(Sampled(2, new(-1, 1)), static x => x[0].Apply(new Scaled()), x)]);
        Tensor[] ofPair = Gradients(Sampled(3, new(-1, 1)), static x => Tensor.Apply<Mixed>(x[0], x[1]), a, b);
        Tensor[] ofTriple = Gradients(Sampled(4, new(-1, 1)), static x => Tensor.Apply<Mixed>(x[0], x[1], x[2]), a, b, c);
        Check(typeof(Mixed), ["Mixed", "Mixed.PullbackLeft", "Mixed.PullbackRight", "Mixed", "Mixed.PullbackFirst", "Mixed.PullbackSecond", "Mixed.PullbackThird"],
            [[Tensor.Apply<Mixed>(a, b)], ofPair, [Tensor.Apply<Mixed>(a, b, c)], ofTriple]);
        Check(typeof(Largest), ["Largest"], [[Sampled(1, new(0.999, 1.001)).Max()]]);
    }

    [Fact]
    public void Only_structs_that_implement_an_operation_or_a_rule_are_formulas()
    {
        Assert.All([typeof(Scaled), typeof(Mixed), typeof(Largest), typeof(Kernels.Formulas.Exp), typeof(AdamRule)], static type => Assert.True(FormulaKernels.IsFormula(type), type.Name));
        Assert.All([typeof(Domain), typeof(IUnaryOperation), typeof(Composed<,>), typeof(FormulaKernelTests)], static type => Assert.False(FormulaKernels.IsFormula(type), type.Name));
    }

    private static void Check(Type formula, string[] names, Tensor[][] expected)
    {
        var kernels = FormulaKernels.Of(formula, formula.Name, "mine").ToList();
        Assert.Equal(names, kernels.Select(static kernel => kernel.Name));
        Assert.All(kernels, static kernel => Assert.Equal(("mine", SizeForm.Count), (kernel.Peer, kernel.Form)));
        Assert.All(kernels.Zip(expected.SelectMany(static results => results)), static pair =>
        {
            // with another set of buffers than the first, too
            using var kernel = pair.First.Prepare(Device.Cpu, KernelSize.Parse($"{Count}"), 1 << 16);
            for (int run = 0; run < 100; run++) kernel.Run(run);
            Assert.Null(BitCheck.Difference([pair.Second.ToArray<float>()], kernel.Outputs()));
        });
    }

    /// <summary>What the n-th array of a kernel holds.</summary>
    private static Tensor Sampled(int n, Domain domain)
    {
        using var sets = new BufferSets(Device.Cpu.Backend, 1, 0);
        for (int i = 1; i < n; i++) sets.Random(1);
        return Tensor.From(sets.Read(sets.Random(Count, (float)domain.Low, (float)domain.High)[0]));
    }

    private static Tensor[] Gradients(Tensor dy, Func<Tensor[], Tensor> operation, params Tensor[] arguments)
    {
        Tensor[] tracked = [.. arguments.Select(static argument => argument.WithGradient())];
        operation(tracked).Backward(dy);
        return [.. tracked.Select(static argument => argument.Gradient!)];
    }
}
