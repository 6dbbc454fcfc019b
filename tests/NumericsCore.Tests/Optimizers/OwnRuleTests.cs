using FsCheck.Xunit;
using NumericsCore.Kernels;
using NumericsCore.Tests.Support;
using NumericsCore.Tests.Training;

namespace NumericsCore.Tests.Optimizers;

/// <summary>Update rules that users write: they have what the library's have.</summary>
public class OwnRuleTests
{
    [Property]
    public void A_rule_of_a_user_steps_as_its_reference(byte[] signs, byte decay)
    {
        double weightDecay = decay / 512.0;
        var theta = Make.Parameter(1, -2, 0.5);
        double[] expected = [1, -2, 0.5], m = new double[3];
        var lion = new Lion(0.01, weightDecay);
        lion.AddGroup([theta]);
        foreach (byte sign in signs)
        {
            double[] g = [(sign - 128) / 64.0, sign / 256.0, Math.Sin(sign)];
            lion.ClearGradients();
            (theta * Make.Vector(g)).Sum().Backward();
            lion.Step();
            for (int i = 0; i < 3; i++)
            {
                expected[i] -= 0.01 * weightDecay * expected[i];
                expected[i] -= 0.01 * Math.Sign(0.9 * m[i] + (1 - 0.9) * g[i]);
                m[i] = 0.99 * m[i] + (1 - 0.99) * g[i];
            }
        }

        Near.AssertEqual(expected, theta, 1e-12);
        Near.AssertEqual(m, lion.Slot(theta, 0), 1e-12);
    }

    [Fact]
    public void Replayed_trainings_keep_its_bits_and_see_a_new_learning_rate()
    {
        var (x, y) = ToyData.HalfPlane(70);
        Assert.Equal(Train(recorded: false), Train(recorded: true));

        string Train(bool recorded)
        {
            var model = new Sequential(new Dense(4, Activation.Tanh), new Passing(recorded), new Dense(1, Activation.Sigmoid));
            var lion = new Lion(0.01, 0.1) { ClipNorm = 0.5 };
            model.Compile(lion, new BinaryCrossEntropy());
            model.Fit(x, y, batchSize: 16, epochs: 6, callbacks: [new At(epochBegin: context => lion.LearningRate = 0.01 / context.Epoch)]);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void A_trace_shows_its_state_where_no_equation_is_written()
    {
        var trace = new Lion(0.5, 0).Trace(Tensor.From([1.0]), [Tensor.From([2.0])]);
        Assert.Equal("Lion", trace.Formula.Name);
        Assert.Equal(["gradient", "s1", "theta"], trace.Steps[0].Values.Select(static value => value.Symbol.Name));
        Assert.Equal([2.0], trace.Steps[0]["gradient"]);
        Assert.Equal((1 - 0.99) * 2, trace.Steps[0]["s1"][0], 1e-15);
        Assert.Equal([0.5], trace.Steps[0]["theta"]);
        Assert.Empty(trace.Formula.Sources);
    }

    [Fact]
    public void A_state_starts_where_the_optimizer_says()
    {
        var theta = Make.Parameter(1, 2);
        var lion = new Lion(0.01, 0) { First = 7 };
        lion.AddGroup([theta]);
        Assert.Equal([7, 7], lion.Slot(theta, 0).ToArray<double>());
    }

    [Fact]
    public void More_state_than_there_is_room_for_is_refused_when_parameters_are_added() => Expect.Error<InvalidOperationException>(
        "FourSlots.Slots is 4; a rule keeps 0 to 3 state values for each parameter element.", () => new Greedy().AddGroup([Make.Parameter(1)]));

    /// <summary>X. Chen et al., "Symbolic discovery of optimization algorithms", 2023.</summary>
    private readonly struct LionRule(double eta) : IUpdateRule
    {
        private readonly DecayRate _beta1 = new(0.9);
        private readonly DecayRate _beta2 = new(0.99);
        private readonly FormulaValue _eta = new(eta);

        public static int Slots => 1;

        public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
        {
            TLane c = _beta1.Average(m, g), zero = TLane.Of(0), eta = TLane.Of(_eta);
            theta -= TLane.SelectLess(zero, c, eta, TLane.SelectLess(c, zero, -eta, zero));
            m = _beta2.Average(m, g);
        }
    }

    private sealed class Lion(double learningRate, double weightDecay) : Optimizer<LionRule>(learningRate, weightDecay, decoupled: true)
    {
        public double First { get; init; }

        protected override double InitialSlotValue(int slot) => First;

        protected override LionRule Prepare(double learningRate, long t) => new(learningRate);
    }

    private sealed class Passing(bool replayable) : Layer
    {
        public override bool IsReplayable => replayable;

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }

    private readonly struct FourSlots : IUpdateRule
    {
        public static int Slots => 4;

        public void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane> => theta -= g;
    }

    private sealed class Greedy() : Optimizer<FourSlots>(1)
    {
        protected override FourSlots Prepare(double learningRate, long t) => default;
    }
}
