using NumericsCore.Kernels;
using NumericsCore.Testing;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>The one call that checks a formula of a user's own: right ones pass, and each kind of mistake is named.</summary>
public class FormulaLawTests
{
    [Fact]
    public void Right_formulas_of_one_two_and_three_arguments_and_compositions_pass()
    {
        FormulaLaw.Holds<Gelu>(devices: []);
        FormulaLaw.Holds(new LeakyRelu(new(0.1)), []);
        FormulaLaw.Holds<Distance>(devices: []);
        FormulaLaw.Holds(new Blend(new(0.75)), []);
        FormulaLaw.Holds(new Scale(new(2)).Then(new LeakyRelu(new(0.25))), []);
    }

    [GpuFact]
    public void They_pass_on_devices()
    {
        FormulaLaw.Holds<Gelu>(devices: [.. Gpus.All]);
        FormulaLaw.Holds(new Blend(new(0.75)), [.. Gpus.All]);
    }

    [Fact]
    public void A_result_that_is_not_the_references_is_named_with_its_distance() =>
        AssertBroken<Coarse>("Coarse.Apply(", "in float32, and Reference says", "ToleranceUlps is 1");

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    public void A_mistake_in_one_tenth_of_the_domain_is_named_whichever_it_is(int tenth)
    {
        double low = -1 + 0.2 * tenth;
        string message = Assert.Throws<FormulaLawException>(() => FormulaLaw.Holds(new WrongBetween(new(low), new(low + 0.2)), [])).Message;
        Assert.Contains("and Reference says", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pullback_without_a_factor_is_named() => AssertBroken<WrongPullback>("WrongPullback: the gradient with respect to argument 0", "central differences say");

    [Fact]
    public void A_pullback_that_is_right_in_float64_alone_is_named() => AssertBroken<Cancelling>("in float32 and", "in float64");

    [Fact]
    public void A_zero_that_does_not_come_back_as_zero_is_named() => AssertBroken<FalseClaim>("a gradient of 0 is pulled back as NaN", "Let PullsZeroBack be false");

    [Fact]
    public void Bits_that_depend_on_the_width_of_vectors_are_named() => AssertBroken<ByWidth>("ByWidth: the result at", "on the CPU with vectors of 128 bits");

    [Fact]
    public void What_is_no_formula_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => FormulaLaw.Holds(1.5));
        Assert.Equal("operation", error.ParamName);
        Assert.Contains("Double is no formula: it implements none of IUnaryOperation, IBinaryOperation, ITernaryOperation", error.Message, StringComparison.Ordinal);
        Assert.Equal("devices", Assert.Throws<ArgumentException>(() => FormulaLaw.Holds<Gelu>(devices: [null!])).ParamName);
        Assert.Equal("operation", Assert.Throws<ArgumentException>(() => FormulaLaw.Holds(new OwnOperationTests.WithTable([1]))).ParamName);
    }

    [Fact]
    public void A_right_reduction_passes()
    {
        FormulaLaw.HoldsForReduction<Product>(new Domain(0.5, 1.5), []);
        FormulaLaw.HoldsForReduction<Greatest>(devices: []);
    }

    [GpuFact]
    public void A_reduction_passes_on_devices() => FormulaLaw.HoldsForReduction<Product>(new Domain(0.5, 1.5), [.. Gpus.All]);

    [Fact]
    public void Each_mistake_of_a_reduction_is_named()
    {
        AssertBrokenReduction<GreatestFromZero>("alone is reduced to 0", "Combined with Identity, 0, a number stays as it is");
        AssertBrokenReduction<Skewed>("and in another order to", "associative and commutative");
        AssertBrokenReduction<HalfGradient>("the gradient with respect to element", "central differences say");
        AssertBrokenReduction<TotalByWidth>("TotalByWidth: the reduction of", "on the CPU with vectors of 128 bits");
        Assert.Equal("devices", Assert.Throws<ArgumentException>(() => FormulaLaw.HoldsForReduction<Product>(devices: [null!])).ParamName);
    }

    private static void AssertBrokenReduction<TReduction>(params string[] parts) where TReduction : struct, IReductionOperation
    {
        string message = Assert.Throws<FormulaLawException>(() => FormulaLaw.HoldsForReduction<TReduction>(devices: [])).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static void AssertBroken<TOperation>(params string[] parts) where TOperation : struct, IUnaryOperation
    {
        string message = Assert.Throws<FormulaLawException>(() => FormulaLaw.Holds<TOperation>(devices: [])).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    // wrong on purpose, and on the CPU alone
#pragma warning disable NCF0005, NCF0014, NCF0016

    /// <summary>x(1 + 2⁻²⁰), which says that it is x.</summary>
    private readonly struct Coarse : IUnaryOperation
    {
        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 1;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * TLane.Of(1 + Math.ScaleB(1, -20));

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

        public double Reference(double x) => x;
    }

    /// <summary>x, which is x + 1 in a part of its domain.</summary>
    private readonly struct WrongBetween(FormulaValue low, FormulaValue high) : IUnaryOperation
    {
        public static Domain Domain => new(-1, 1);

        public static double ToleranceUlps => 1;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> =>
            TLane.SelectLess(x, TLane.Of(low), x, TLane.SelectLess(x, TLane.Of(high), x + TLane.Of(1), x));

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

        public double Reference(double x) => x;
    }

    /// <summary>x² with the derivative x.</summary>
    private readonly struct WrongPullback : IUnaryOperation
    {
        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 0.5;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * x;

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * x;

        public double Reference(double x) => x * x;
    }

    /// <summary>x with a derivative of 1 that comes from large numbers.</summary>
    private readonly struct Cancelling : IUnaryOperation
    {
        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 0;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x;

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy + TLane.Of(1e5) - TLane.Of(1e5);

        public double Reference(double x) => x;
    }

    /// <summary>x², which says that 0·2x is 0 whatever x is.</summary>
    private readonly struct FalseClaim : IUnaryOperation
    {
        public static Domain Domain => Domain.Real;

        public static bool PullsZeroBack => true;

        public static double ToleranceUlps => 0.5;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * x;

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(2) * x * dy;

        public double Reference(double x) => x * x;
    }

    /// <summary>x where lanes are scalars, and in vectors the next float64 number.</summary>
    private readonly struct ByWidth : IUnaryOperation
    {
        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 2;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => typeof(TLane).Name.StartsWith("Lane", StringComparison.Ordinal) ? x * TLane.Of(1 + Math.ScaleB(1, -52)) : x;

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

        public double Reference(double x) => x;
    }

    /// <summary>The largest element.</summary>
    private readonly struct Greatest : IReductionOperation
    {
        public static double Identity => double.NegativeInfinity;

        public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => TLane.SelectLess(accumulator, value, value, accumulator);

        public static TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectLess(x, y, TLane.Of(0), dy);
    }

    /// <summary>The largest element, or 0.</summary>
    private readonly struct GreatestFromZero : IReductionOperation
    {
        public static double Identity => 0;

        public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => Greatest.Combine(accumulator, value);

        public static TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Greatest.Pullback(x, y, dy);
    }

    /// <summary>a + b + a²b, which no order but one gives.</summary>
    private readonly struct Skewed : IReductionOperation
    {
        public static double Identity => 0;

        public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => accumulator + value + (accumulator * accumulator * value);

        public static TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;
    }

    /// <summary>The sum with half its gradient.</summary>
    private readonly struct HalfGradient : IReductionOperation
    {
        public static double Identity => 0;

        public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => accumulator + value;

        public static TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * TLane.Of(0.5);
    }

    /// <summary>The sum, and in vectors of float64 a little more.</summary>
    private readonly struct TotalByWidth : IReductionOperation
    {
        public static double Identity => 0;

        public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> =>
            typeof(TLane).Name.StartsWith("Lane", StringComparison.Ordinal) ? accumulator + value + (accumulator * value * TLane.Of(1e-12)) : accumulator + value;

        public static TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;
    }
}
