using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Autodiff;

public class GradientCheckTests
{
    [Fact]
    public void A_layer_s_parameters_are_checked_and_keep_their_values()
    {
        var model = new Sequential(new Dense(4, Activation.Tanh), new Dense(2, Activation.Softmax));
        model.Build([3], seed: 5, elementType: ElementType.Float64);
        string weights = model.WeightsSha256();
        var x = Make.Random([5, 3]);
        var result = GradientCheck.Run(() => model.Call(x), model.Parameters);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(3 * 4 + 4 + 4 * 2 + 2, result.Elements);
        Assert.Equal(weights, model.WeightsSha256());
        Assert.All(model.Parameters, static parameter => Assert.Null(parameter.Gradient));
    }

    [Fact]
    public void A_gradient_that_does_not_flow_is_found()
    {
        var weight = Make.Parameter(1, 2);
        var result = GradientCheck.Run(() => weight * weight.Detach(), [weight]);
        Assert.False(result.Passed);
    }

    [Fact]
    public void Parameters_keep_their_values_when_the_function_throws()
    {
        var weight = Make.Parameter(1, 2);
        int calls = 0;
        Assert.Throws<NotSupportedException>(() => GradientCheck.Run(() => ++calls == 3 ? throw new NotSupportedException() : weight.Square(), [weight]));
        Assert.Equal([1, 2], weight.ToArray<double>());
    }

    [Fact]
    public void Parameters_must_be_float64()
    {
        var weight = new Parameter(Tensor.Zeros([1]), "w");
        Expect.Error<ArgumentException>(
            "Parameter 'w' is float32; finite differences need float64. Build the layer with ElementType.Float64. (Parameter 'parameters')",
            () => GradientCheck.Run(() => weight * 1, [weight]));
        Expect.Error<ArgumentException>(
            "The function gave float32; a gradient check runs in float64 throughout. (Parameter 'result')",
            () => GradientCheck.Run(x => x.To(ElementType.Float32), Make.Vector(1)));
    }

    [Fact]
    public void Points_of_float32_are_checked_in_float64() => Assert.True(GradientCheck.Run(x => x.Exp(), Tensor.From([0.5f, -1f])).Passed);

    [Fact]
    public void A_nan_never_passes()
    {
        var result = GradientCheck.Run(x => x.Log(), Make.Vector(1, -1));
        Assert.False(result.Passed);
        Assert.Equal(double.PositiveInfinity, result.Error);
    }

    [Fact]
    public void Nothing_to_check_passes() => Assert.True(GradientCheck.Run(x => x.Exp(), Tensor.Zeros([0], ElementType.Float64)).Passed);

    [Fact]
    public void The_report_is_one_sentence() => Assert.Equal(
        "Gradient check passed for 1 elements: worst error 0 (tolerance 1E-06) at input 0, element [0], value 0: backward pass 0, central difference 0.",
        GradientCheck.Run(x => x * 0, Make.Vector(0)).ToString());
}
