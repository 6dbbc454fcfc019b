using NumericsCore.Kernels;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Optimizers;

public class OptimizerGroupTests
{
    [Fact]
    public void Groups_have_rates_and_decays_of_their_own()
    {
        Parameter a = Make.Parameter(1, 1), b = Make.Parameter(1), c = Make.Parameter(1);
        var optimizer = new Sgd(0.1, weightDecay: 0.5);
        var first = optimizer.AddGroup([a]);
        var second = optimizer.AddGroup([b], learningRate: 0.01);
        var third = optimizer.AddGroup([c], weightDecay: 0);
        Assert.Equal([0.1, 0.01, 0.1], optimizer.Groups.Select(static group => group.LearningRate));
        Assert.Equal([0.5, 0.5, 0], optimizer.Groups.Select(static group => group.WeightDecay));
        Step(optimizer, a.Sum() + b.Sum() + c.Sum());
        Near.AssertEqual([1 - 0.1 * 1.5, 1 - 0.1 * 1.5], a);
        Near.AssertEqual(1 - 0.01 * 1.5, b);
        Near.AssertEqual(1 - 0.1 * 1, c);

        optimizer.LearningRate = 0.2;
        Assert.Equal([0.2, 0.01, 0.2], new[] { first, second, third }.Select(static group => group.LearningRate));
    }

    [Fact]
    public void Frozen_parameters_stay_as_they_are_and_their_neighbours_do_not()
    {
        Parameter a = Make.Parameter(1), b = Make.Parameter(2), c = Make.Parameter(3);
        var optimizer = new Adam(0.1, weightDecay: 0.1);
        optimizer.AddGroup([a, b, c]);
        b.IsTrainable = false;
        for (int i = 0; i < 3; i++) Step(optimizer, (a * b * c).Sum());
        Assert.Equal(2, b.ToScalar());
        Assert.NotEqual(1, a.ToScalar());
        Assert.NotEqual(3, c.ToScalar());

        b.IsTrainable = true;
        Step(optimizer, (a * b * c).Sum());
        Assert.NotEqual(2, b.ToScalar());
    }

    [Fact]
    public void A_step_is_one_kernel_whatever_the_number_of_layers()
    {
        foreach (int layers in (int[])[1, 5, 20])
        {
            var model = new Sequential([.. Enumerable.Range(0, layers).Select(static _ => new Dense(7))]);
            model.Build([7]);
            foreach (var optimizer in OptimizerCase.All.Select(static @case => @case.Create()))
            {
                optimizer.AddGroup(model.Parameters);
                optimizer.PrepareStep();
                using var recording = Recording.Begin(Device.Cpu.Backend);
                optimizer.LaunchStep();
                recording.End();
                Assert.Equal(1, recording.Count);
            }
        }
    }

    [Fact]
    public void The_norm_of_all_gradients_together_is_clipped()
    {
        Parameter a = Make.Parameter(0, 0), b = Make.Parameter(0);
        // a and b have gradients [2, 3] and [6], of norm 7
        var optimizer = new Sgd(1) { ClipNorm = 3.5 };
        optimizer.AddGroup([a]);
        optimizer.AddGroup([b], learningRate: 10);
        var loss = (a * Make.Vector(2, 3)).Sum() + (b * 6).Sum();
        Step(optimizer, loss);
        double factor = 3.5 / (7 + 1e-6);
        Near.AssertEqual([-2 * factor, -3 * factor], a);
        Near.AssertEqual(-60 * factor, b);
    }

    [Fact]
    public void A_small_norm_is_left_alone()
    {
        var a = Make.Parameter(0, 0);
        var optimizer = new Sgd(1) { ClipNorm = 5.1 };
        optimizer.AddGroup([a]);
        Step(optimizer, (a * Make.Vector(3, 4)).Sum());
        Assert.Equal([-3, -4], a.ToArray<double>());
    }

    [Fact]
    public void Elements_are_clipped_before_the_norm()
    {
        var a = Make.Parameter(0, 0, 0);
        var optimizer = new Sgd(1) { ClipValue = 2 };
        optimizer.AddGroup([a]);
        Step(optimizer, (a * Make.Vector(5, -0.5, -7)).Sum());
        Assert.Equal([-2, 0.5, 2], a.ToArray<double>());

        var b = Make.Parameter(0, 0);
        var both = new Sgd(1) { ClipValue = 2, ClipNorm = 1 };
        both.AddGroup([b]);
        Step(both, (b * Make.Vector(100, 1.5)).Sum());
        // [2, 1.5] has the norm 2.5
        Near.AssertEqual([-2 / 2.500001, -1.5 / 2.500001], b);
    }

    [Fact]
    public void Without_a_gradient_nothing_moves_but_by_decay()
    {
        Parameter used = Make.Parameter(1), unused = Make.Parameter(1);
        var optimizer = new Adam();
        optimizer.AddGroup([used, unused]);
        Step(optimizer, used.Sum());
        Assert.Equal(1, unused.ToScalar());
    }

    [Fact]
    public void A_gradient_that_was_cleared_moves_nothing_in_a_later_step()
    {
        Parameter always = Make.Parameter(1), once = Make.Parameter(1);
        var optimizer = new Sgd(0.5);
        optimizer.AddGroup([always, once]);
        Step(optimizer, always.Sum() + once.Sum());
        Step(optimizer, always.Sum());
        Assert.Equal(0, always.ToScalar());
        Assert.Equal(0.5, once.ToScalar());
    }

    [Fact]
    public void Gradients_from_before_the_optimizer_are_kept()
    {
        var a = Make.Parameter(1);
        a.Sum().Backward();
        var optimizer = new Sgd(0.5);
        optimizer.AddGroup([a]);
        optimizer.Step();
        Assert.Equal(0.5, a.ToScalar());
    }

    [Fact]
    public void Parameters_taken_over_by_another_optimizer_are_missed()
    {
        Parameter a = Make.Parameter(1), b = Make.Parameter(2);
        var first = new Sgd(0.1);
        first.AddGroup([a, b]);
        var second = new Sgd(0.1);
        second.AddGroup([b]);
        Expect.Error<InvalidOperationException>(
            "Parameter 'parameter' was taken over by another optimizer or model, so this optimizer no longer reaches it. Make a new optimizer.", first.Step);
        Assert.Equal(0, first.StepCount);
        Step(second, b.Sum());
        Assert.Equal(1.9, b.ToScalar(), 1e-15);

        // the same parameters in the same order share their buffer, so either may step
        var third = new Sgd(0.1);
        third.AddGroup([b]);
        Step(third, b.Sum());
        Step(second, b.Sum());
        Assert.Equal(1.7, b.ToScalar(), 1e-15);
    }

    private static void Step(Optimizer optimizer, Tensor loss)
    {
        optimizer.ClearGradients();
        loss.Backward();
        optimizer.Step();
    }
}
