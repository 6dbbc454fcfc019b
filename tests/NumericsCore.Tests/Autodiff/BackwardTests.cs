using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Autodiff;

public class BackwardTests
{
    [Fact]
    public void Two_backward_passes_add_up_until_the_gradient_is_cleared()
    {
        var x = Make.Vector(1, 2, 3).WithGradient();
        x.Square().Sum().Backward();
        Near.AssertEqual([2, 4, 6], x.Gradient!);
        (x * 10).Sum().Backward();
        Near.AssertEqual([12, 14, 16], x.Gradient!);
        x.ClearGradient();
        Assert.Null(x.Gradient);
        x.Sum().Backward();
        Near.AssertEqual([1, 1, 1], x.Gradient!);
    }

    [Fact]
    public void Parameters_accumulate_in_their_shared_buffer()
    {
        var model = new Sequential(new Dense(1, useBias: false));
        model.Build([2], elementType: ElementType.Float64);
        var weight = model.Parameters[0];
        var x = Make.Of([1, 2], 3, 4);
        model.Call(x).Sum().Backward();
        model.Call(x).Sum().Backward();
        Near.AssertEqual([6, 8], weight.Gradient!);
        weight.ClearGradient();
        model.Call(x).Sum().Backward();
        Near.AssertEqual([3, 4], weight.Gradient!);
    }

    [Fact]
    public void The_same_result_can_be_differentiated_twice()
    {
        var x = Make.Vector(3).WithGradient();
        var y = (x * x * x).Sum();
        y.Backward();
        y.Backward();
        Near.AssertEqual(54, x.Gradient!);
    }

    [Fact]
    public void An_input_used_in_several_places_gets_the_sum()
    {
        var x = Make.Vector(2).WithGradient();
        // x·x² + sin-like reuse of one intermediate on three paths: d/dx (x³ + x² + 2x²) = 3x² + 6x
        var square = x * x;
        (x * square + square + 2 * square).Sum().Backward();
        Near.AssertEqual(3 * 4 + 6 * 2, x.Gradient!);
    }

    [Fact]
    public void A_seed_weighs_the_elements_of_the_result()
    {
        var x = Make.Vector(1, 2, 3).WithGradient();
        x.Square().Backward(Make.Vector(1, 10, 100));
        Near.AssertEqual([2, 40, 600], x.Gradient!);
    }

    [Fact]
    public void A_leaf_is_its_own_gradient()
    {
        var x = Make.Vector(4).WithGradient();
        x.Backward();
        Near.AssertEqual(1, x.Gradient!);
    }

    [Fact]
    public void Wrong_calls_say_what_is_missing()
    {
        var x = Make.Vector(1, 2).WithGradient();
        Expect.Error<InvalidOperationException>(
            "Backward was called on a tensor that depends on nothing that requires a gradient: neither a Parameter nor a tensor from WithGradient().",
            () => Make.Vector(1).Sum().Backward());
        Expect.Error<InvalidOperationException>(
            "Backward without a seed needs a single value; this tensor has shape [2]. Reduce it, for example by Mean(), or pass a seed of that shape.",
            () => x.Square().Backward());
        Expect.Error<ArgumentException>("The seed has shape [1]; expected that of the tensor, [2]. (Parameter 'seed')", () => x.Square().Backward(Make.Vector(1)));
        Assert.Equal("seed", Assert.Throws<ArgumentException>(() => x.Square().Backward(Tensor.Ones([2]))).ParamName);
        Assert.Null(x.Gradient);
    }

    [Fact]
    public void Twenty_thousand_operations_deep_is_no_problem()
    {
        var x = Make.Vector(1).WithGradient();
        var y = x;
        for (int i = 0; i < 20_000; i++) y = i % 2 == 0 ? y + 1 : y * 1.0001;
        y.Sum().Backward();
        Near.AssertEqual(Math.Pow(1.0001, 10_000), x.Gradient!, 1e-9);
    }

    [Fact]
    public void A_graph_whose_paths_double_at_each_step_is_walked_once()
    {
        var x = Make.Vector(1).WithGradient();
        var y = x;
        // 2^60 paths
        for (int i = 0; i < 60; i++) y += y;
        y.Sum().Backward();
        Near.AssertEqual(Math.ScaleB(1, 60), x.Gradient!);
    }

    [Fact]
    public void Results_have_no_gradient_of_their_own()
    {
        var x = Make.Vector(1).WithGradient();
        var y = x * 2;
        y.Sum().Backward();
        Assert.True(y.RequiresGradient);
        Assert.Null(y.Gradient);
    }

    [Fact]
    public void Only_what_leads_to_a_leaf_requires_a_gradient()
    {
        Tensor plain = Make.Vector(1), leaf = Make.Vector(2).WithGradient();
        Assert.False(plain.RequiresGradient);
        Assert.True(leaf.RequiresGradient);
        Assert.True((plain + leaf).RequiresGradient);
        Assert.False((plain + plain).RequiresGradient);
        Assert.False((plain + leaf).Detach().RequiresGradient);
        Assert.False(leaf.GreaterThan(plain).RequiresGradient);
        Assert.True(new Parameter(plain).RequiresGradient);
        Assert.Null(plain.Gradient);
    }

    [Fact]
    public void Detach_stops_the_gradient_and_keeps_the_value()
    {
        var x = Make.Vector(3).WithGradient();
        (x * x.Detach()).Sum().Backward();
        Near.AssertEqual(3, x.Gradient!);
    }

    [Fact]
    public void Gradients_pass_between_element_types_and_devices()
    {
        var x = Make.Vector(1, 2).WithGradient();
        x.To(ElementType.Float32).To(Device.CreateCpu(1)).Square().Sum().Backward();
        Assert.Equal(ElementType.Float64, x.Gradient!.ElementType);
        Assert.Same(Device.Cpu, x.Gradient.Device);
        Near.AssertEqual([2, 4], x.Gradient);
    }
}
