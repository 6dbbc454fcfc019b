using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Autodiff;

public class FrozenParameterTests
{
    [Fact]
    public void A_frozen_parameter_gets_no_gradient_and_lets_it_pass_to_others()
    {
        Parameter frozen = Make.Parameter(2, 3), free = Make.Parameter(5, 7);
        frozen.IsTrainable = false;
        Assert.False(frozen.RequiresGradient);
        (frozen * free).Sum().Backward();
        Assert.Null(frozen.Gradient);
        Near.AssertEqual([2, 3], free.Gradient!);
        Assert.False((frozen * 2).RequiresGradient);

        frozen.IsTrainable = true;
        (frozen * free).Sum().Backward();
        Near.AssertEqual([5, 7], frozen.Gradient!);
    }

    [Fact]
    public void A_parameter_frozen_after_the_forward_pass_gets_no_gradient()
    {
        Parameter a = Make.Parameter(2), b = Make.Parameter(5);
        var loss = (a * b).Sum();
        a.IsTrainable = false;
        loss.Backward();
        Assert.Null(a.Gradient);
        Near.AssertEqual(2, b.Gradient!);
    }

    [Fact]
    public void Through_a_frozen_layer_the_gradient_reaches_the_layer_before()
    {
        Dense first = new(3), second = new(2);
        var model = new Sequential(first, second);
        model.Build([4], elementType: ElementType.Float64);
        foreach (var parameter in second.Parameters) parameter.IsTrainable = false;
        model.Call(Make.Random([5, 4])).Square().Sum().Backward();
        Assert.All(second.Parameters, static parameter => Assert.Null(parameter.Gradient));
        Assert.All(first.Parameters, static parameter => Assert.Contains(parameter.Gradient!.ToDoubleArray(), static g => g != 0));
    }
}
