using FsCheck.Xunit;
using NumericsCore.Tests.Support;
using NumericsCore.Tests.Training;

namespace NumericsCore.Tests.Optimizers;

/// <summary>A parameter to which no gradient came stays as it is, and so does its state, as in PyTorch and Keras.</summary>
public class MissingGradientTests
{
    private static readonly OptimizerCase[] s_ownSteps = [.. OptimizerCase.All.Where(static @case => !@case.IsKeras)];
    private static readonly OptimizerCase[] s_keras = [.. OptimizerCase.All.Where(static @case => @case.IsKeras)];

    /// <summary>Steps without a gradient do not count for a parameter: it goes as if it had an optimizer of its own.</summary>
    [Property(MaxTest = 200)]
    public void A_parameter_goes_as_if_steps_without_its_gradient_were_not(byte[] steps, byte which)
    {
        var make = s_ownSteps[which % s_ownSteps.Length].Create;
        Parameter[] together = Three(), alone = Three();
        var optimizer = make();
        optimizer.AddGroup([together[0], together[1]]);
        optimizer.AddGroup([together[2]], learningRate: 0.05);
        Optimizer[] own = [make(), make(), make()];
        for (int k = 0; k < 3; k++) own[k].AddGroup([alone[k]], learningRate: k == 2 ? 0.05 : null);
        foreach (byte step in steps)
        {
            optimizer.ClearGradients();
            for (int k = 0; k < 3; k++)
            {
                if ((step >> k & 1) == 0) continue;
                (together[k] * (1 + step % 5)).Square().Sum().Backward();
                own[k].ClearGradients();
                (alone[k] * (1 + step % 5)).Square().Sum().Backward();
                own[k].Step();
            }

            optimizer.Step();
            for (int k = 0; k < 3; k++) Bits.AssertEqual(alone[k], together[k]);
        }

        static Parameter[] Three() => [Make.Parameter(1, -2), Make.Parameter(3), Make.Parameter(0.5, 0.25, -1)];
    }

    [Property(MaxTest = 100)]
    public void In_Keras_it_stays_too_and_every_step_counts(byte[] steps, byte which)
    {
        var optimizer = s_keras[which % s_keras.Length].Create();
        Parameter sometimes = Make.Parameter(1, 2), always = Make.Parameter(3);
        optimizer.AddGroup([sometimes, always]);
        foreach (byte step in steps)
        {
            double[] before = sometimes.ToArray<double>();
            double[][] state = optimizer.ReadSlots(sometimes);
            optimizer.ClearGradients();
            if (step % 2 == 1) sometimes.Square().Sum().Backward();
            always.Square().Sum().Backward();
            optimizer.Step();
            if (step % 2 == 1) continue;
            Assert.Equal(before, sometimes.ToArray<double>());
            Assert.Equal(state, optimizer.ReadSlots(sometimes));
        }

        Assert.Equal(steps.Length, optimizer.StepCount);
    }

    [Fact]
    public void Values_are_those_of_PyTorch()
    {
        // torch 2: p has a gradient of 1 in the first and the third of three steps of torch.optim.Adam(lr=0.1), q in all
        Parameter p = Make.Parameter(1), q = Make.Parameter(1);
        var adam = new Adam(0.1);
        adam.AddGroup([p, q]);
        double[] expected = [0.9, 0.9, 0.8];
        for (int step = 0; step < 3; step++)
        {
            adam.ClearGradients();
            (step == 1 ? q : p + q).Sum().Backward();
            adam.Step();
            Near.AssertEqual(expected[step], p, 1e-8);
        }

        Near.AssertEqual(0.7, q, 1e-8);
    }

    [Fact]
    public void Without_any_gradient_a_step_changes_nothing()
    {
        foreach (var make in OptimizerCase.All.Select(static @case => @case.Create))
        {
            var parameter = Make.Parameter(1, 2);
            var optimizer = make();
            optimizer.AddGroup([parameter]);
            optimizer.Step();
            Assert.Equal([1, 2], parameter.ToArray<double>());
        }
    }

    [Fact]
    public void A_norm_is_of_the_gradients_that_came()
    {
        Parameter once = Make.Parameter(0), always = Make.Parameter(0);
        var optimizer = new Sgd(1) { ClipNorm = 1 };
        optimizer.AddGroup([once, always]);
        (once * 100 + always * 0.5).Sum().Backward();
        optimizer.Step();
        optimizer.ClearGradients();
        always.Assign(Make.Vector(0));
        (always * 0.5).Sum().Backward();
        optimizer.Step();
        Assert.Equal(-0.5, always.ToScalar());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_parameter_that_no_loss_uses_stays_in_replayed_steps(bool replayable)
    {
        var (x, y) = ToyData.HalfPlane(70);
        Assert.Equal(Train(replayable, frozen: true), Train(replayable, frozen: false));

        static void Check(Parameter unused) => Assert.All(unused.ToArray<float>(), static value => Assert.Equal(1, value));

        string Train(bool replayable, bool frozen)
        {
            var layer = new WithUnused(replayable, frozen);
            var dense = new Dense(1, Activation.Sigmoid);
            var model = new Sequential(new Dense(4, Activation.Tanh), layer, dense);
            model.Compile(new Adam(0.05, weightDecay: 0.1) { ClipNorm = 0.3 }, new BinaryCrossEntropy());
            model.Fit(x, y, batchSize: 16, epochs: 3);
            Check(layer.Unused!);
            return Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(dense.Weight!.ToArray<float>().AsSpan()));
        }
    }

    /// <summary>A parameter that is frozen for an epoch misses its steps: replayed trainings count them as eager ones do.</summary>
    [Fact]
    public void Steps_missed_between_replays_do_not_count()
    {
        var (x, y) = ToyData.HalfPlane(70);
        Assert.Equal(Train(replayable: false), Train(replayable: true));

        string Train(bool replayable)
        {
            var first = new Dense(4, Activation.Tanh);
            var model = new Sequential(first, new WithUnused(replayable, frozen: false), new Dense(1, Activation.Sigmoid));
            model.Compile(new Adam(0.05, weightDecay: 0.1), new BinaryCrossEntropy());
            model.Fit(x, y, batchSize: 16, epochs: 6, callbacks: [new At(epochBegin: context => first.Weight!.IsTrainable = context.Epoch is not (2 or 5))]);
            return model.WeightsSha256();
        }
    }

    private sealed class WithUnused(bool replayable, bool frozen) : Layer
    {
        public Parameter? Unused { get; private set; }

        public override bool IsReplayable => replayable;

        protected override void OnBuild(Shape inputShape)
        {
            Unused = AddParameter("unused", [3], Initializer.Constant(1));
            Unused.IsTrainable = !frozen;
        }

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }
}
