using NumericsCore.Testing;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Autodiff;

public class CustomOperationTests
{
    [Fact]
    public void Its_own_backward_pass_is_used()
    {
        var x = Make.Vector(1, -2, 3).WithGradient();
        new Cube(3).Apply(x).Sum().Backward();
        Near.AssertEqual([3, 12, 27], x.Gradient!);
        GradientLaw.Holds(static x => new Cube(3).Apply(x), cases: 20);
    }

    [Fact]
    public void A_wrong_backward_pass_is_found_with_its_worst_element()
    {
        var result = GradientCheck.Run(x => new Cube(2).Apply(x), Make.Of([2, 2], 0.5, 1, -4, 2));
        Assert.False(result.Passed);
        Assert.Equal(4, result.Elements);
        // the error is relative: a third of each gradient, or of 1 where it is below 1; the tie of the larger ones goes to weights
        double weight = Tensor.Uniform([2, 2], seed: 1, low: 0.5, high: 1.5, elementType: ElementType.Float64).GetValue([.. result.Index]);
        Assert.Equal(2 * result.Value * result.Value * weight, result.Analytic, 1e-9);
        Assert.Equal(3 * result.Value * result.Value * weight, result.Numeric, 1e-6);
        Assert.Equal(1.0 / 3, result.Error, 1e-7);
        var exception = Assert.Throws<InvalidOperationException>(result.ThrowIfFailed);
        Assert.StartsWith("Gradient check FAILED for 4 elements: worst error 0.333 (tolerance 1E-06) at input 0, element [", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_gradient_of_one_element_of_one_input_is_pointed_at()
    {
        var result = GradientCheck.Run(inputs => new OffByOne().Apply(inputs), [Make.Random([2, 3]), Make.Random([2, 3], stream: 1)]);
        Assert.False(result.Passed);
        Assert.Equal(1, result.Input);
        Assert.Equal([1, 2], result.Index);
    }

    [Fact]
    public void The_operations_within_are_not_on_the_tape()
    {
        var cube = new Cube(3);
        var x = Make.Vector(2).WithGradient();
        var y = cube.Apply(x);
        Assert.True(y.RequiresGradient);
        Assert.False(cube.InnerRequiredGradient);
        using (GradientMode.Disable()) Assert.False(cube.Apply(x).RequiresGradient);
        Assert.False(cube.Apply(Make.Vector(1)).RequiresGradient);
    }

    [Fact]
    public void An_input_handed_back_keeps_its_place_on_the_tape()
    {
        var x = Make.Vector(2).WithGradient();
        var y = x * 3;
        new Reversal().Apply(y).Sum().Backward();
        Near.AssertEqual(-3, x.Gradient!);
        Assert.True(y.RequiresGradient);
    }

    [Fact]
    public void Gradients_fit_the_inputs()
    {
        var x = Make.Vector(1, 2).WithGradient();
        Expect.Error<ArgumentException>("An operation has at least one input. (Parameter 'inputs')", () => new Cube(3).Apply());
        Expect.Error<InvalidOperationException>("The backward pass of Faulty gave 2 gradients for 1 inputs.", () => new Faulty(dy => [dy, dy]).Apply(x).Sum().Backward());
        Expect.Error<InvalidOperationException>(
            "The backward pass of Faulty gave a gradient of shape [], float64 on cpu, for an input of shape [2], float64 on cpu.",
            () => new Faulty(dy => [dy.Sum()]).Apply(x).Sum().Backward());
        Expect.Error<InvalidOperationException>(
            "The backward pass of Faulty gave a gradient of shape [2], float32 on cpu, for an input of shape [2], float64 on cpu.",
            () => new Faulty(dy => [dy.To(ElementType.Float32)]).Apply(x).Sum().Backward());
        // of a device of its own, which has the same name
        Expect.Error<InvalidOperationException>(
            "The backward pass of Faulty gave a gradient of shape [2], float64 on cpu, for an input of shape [2], float64 on cpu.",
            () => new Faulty(dy => [dy.To(Device.CreateCpu(1))]).Apply(x).Sum().Backward());
        Assert.Null(x.Gradient);
        new Faulty(static _ => [null]).Apply(x).Sum().Backward();
        Assert.Null(x.Gradient);
    }

    private sealed class Cube(double factor) : CustomOperation
    {
        public bool InnerRequiredGradient { get; private set; }

        protected override Tensor Forward(IReadOnlyList<Tensor> inputs)
        {
            var square = inputs[0] * inputs[0];
            InnerRequiredGradient = square.RequiresGradient;
            return square * inputs[0];
        }

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient) =>
            [gradient * factor * inputs[0].Square()];
    }

    /// <summary>a·b, with a mistake in the last element of b's gradient.</summary>
    private sealed class OffByOne : CustomOperation
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0] * inputs[1];

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient)
        {
            double[] wrong = new double[output.ElementCount];
            wrong[^1] = 1;
            return [gradient * inputs[1], gradient * inputs[0] + Tensor.From(wrong, output.Shape)];
        }
    }

    /// <summary>The identity forward, its negative backward: gradient reversal (Ganin and Lempitsky 2015).</summary>
    private sealed class Reversal : CustomOperation
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0];

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient) => [-gradient];
    }

    private sealed class Faulty(Func<Tensor, Tensor?[]> backward) : CustomOperation
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0] * 1;

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient) => backward(gradient);
    }
}
