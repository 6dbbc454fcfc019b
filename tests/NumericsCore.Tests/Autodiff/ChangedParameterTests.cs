using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Autodiff;

/// <summary>A backward pass reads the values that the forward pass saw, or refuses.</summary>
public class ChangedParameterTests
{
    [Fact]
    public void A_parameter_assigned_after_the_forward_pass_stops_the_backward_pass()
    {
        var weight = Make.Parameter(1, 2);
        var loss = (weight * weight).Sum();
        weight.Assign(Make.Vector(3, 4));
        Expect.Error<InvalidOperationException>(
            "An input of Multiply with shape [2] was changed after the forward pass. Call Backward before the optimizer's step, or run the forward pass again.",
            () => loss.Backward());
        Assert.Null(weight.Gradient);
    }

    [Fact]
    public void So_does_an_optimizer_s_step()
    {
        var weight = Make.Parameter(1, 2);
        var optimizer = new Sgd(0.1);
        optimizer.AddGroup([weight]);
        var loss = weight.Square().Sum();
        loss.Backward();
        optimizer.Step();
        Assert.Throws<InvalidOperationException>(() => loss.Backward());
    }

    [Fact]
    public void What_was_taken_from_it_before_is_free_of_later_changes()
    {
        foreach (var take in (Func<Parameter, Tensor>[])
            [static weight => weight.Detach(), static weight => weight.Reshape(2, 1).Detach().Reshape(2), static weight => weight.WithGradient(), static weight => weight.Copy().Detach()])
        {
            var weight = Make.Parameter(1, 2);
            var x = Make.Vector(5, 6).WithGradient();
            var loss = (x * take(weight)).Sum();
            weight.Assign(Make.Vector(3, 4));
            loss.Backward();
            Near.AssertEqual([1, 2], x.Gradient!);
        }
    }

    [Fact]
    public void Moving_a_parameter_into_an_optimizer_changes_nothing()
    {
        var weight = Make.Parameter(1, 2);
        var loss = weight.Square().Sum();
        new Sgd().AddGroup([weight]);
        loss.Backward();
        Near.AssertEqual([2, 4], weight.Gradient!);
    }

    [Fact]
    public void Assigned_values_have_the_parameter_s_shape_and_type()
    {
        var weight = new Parameter(Make.Vector(1, 2), "w");
        Expect.Error<ArgumentException>(
            "Parameter 'w' has shape [2], float64 on cpu; the values have shape [3], float64 on cpu. (Parameter 'values')", () => weight.Assign(Make.Vector(1, 2, 3)));
        Expect.Error<ArgumentException>(
            "Parameter 'w' has shape [2], float64 on cpu; the values have shape [2], float32 on cpu. (Parameter 'values')", () => weight.Assign(Tensor.Zeros([2])));
        weight.Assign<double>([7, 8]);
        Assert.Equal([7, 8], weight.ToArray<double>());
    }
}
