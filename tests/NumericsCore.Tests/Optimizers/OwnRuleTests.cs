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
        var lion = new OwnLion(0.01, weightDecay);
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
            var lion = new OwnLion(0.01, 0.1) { ClipNorm = 0.5 };
            model.Compile(lion, new BinaryCrossEntropy());
            model.Fit(x, y, batchSize: 16, epochs: 6, callbacks: [new At(epochBegin: context => lion.LearningRate = 0.01 / context.Epoch)]);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void A_trace_shows_its_state_where_no_equation_is_written()
    {
        var trace = new OwnLion(0.5, 0).Trace(Tensor.From([1.0]), [Tensor.From([2.0])]);
        Assert.Equal("OwnLion", trace.Formula.Name);
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
        var lion = new OwnLion(0.01, 0) { First = 7 };
        lion.AddGroup([theta]);
        Assert.Equal([7, 7], lion.Slot(theta, 0).ToArray<double>());
    }

    [Fact]
    public void A_step_is_one_kernel()
    {
        var lion = new OwnLion(0.01, 0.1);
        lion.AddGroup([Make.Parameter(1, 2)]);
        lion.AddGroup([Make.Parameter(3)], learningRate: 0.5);
        lion.PrepareStep();
        using var recording = NumericsCore.Kernels.Recording.Begin(Device.Cpu.Backend);
        lion.LaunchStep();
        recording.End();
        Assert.Equal(1, recording.Count);
    }

    [Fact]
    public void Its_formula_names_the_numbers_of_its_fields()
    {
        var settings = new OwnLion(0.5, 0).Formula.Settings.ToDictionary(static setting => setting.Symbol.Name, static setting => setting.Value);
        Assert.Equal(new() { ["alpha"] = 0.5, ["beta1"] = 0.9, ["beta2"] = 0.99, ["eta"] = 0.5 }, settings);
    }

    /// <summary>Nothing has changed then: the parameters can be given to another optimizer, and are where they were.</summary>
    [Theory]
    [InlineData(4, 0, "FaultyRule.Slots is 4; a rule keeps 0 to 3 state values for each parameter element.")]
    [InlineData(-1, 0, "FaultyRule.Slots is -1; a rule keeps 0 to 3 state values for each parameter element.")]
    [InlineData(0, 1, "FaultyRule.Slots is 0, but its Update writes the state value s0, which only 1 or more slots keep from one step to the next.")]
    [InlineData(1, 2, "FaultyRule.Slots is 1, but its Update writes the state value s1, which only 2 or more slots keep from one step to the next.")]
    [InlineData(2, 3, "FaultyRule.Slots is 2, but its Update writes the state value s2, which only 3 or more slots keep from one step to the next.")]
    [InlineData(0, -1, "FaultyRule.Slots is 0, but its Update reads the state value s0, which only 1 or more slots keep from one step to the next.")]
    [InlineData(2, -3, "FaultyRule.Slots is 2, but its Update reads the state value s2, which only 3 or more slots keep from one step to the next.")]
    public void State_that_no_slot_keeps_is_refused_when_parameters_are_added(int slots, int uses, string message)
    {
        FaultyRule.Declared = slots;
        var parameter = Make.Parameter(1, 2);
        var optimizer = new Faulty { Uses = uses };
        Expect.Error<InvalidOperationException>(message, () => optimizer.AddGroup([parameter]));
        Assert.Empty(optimizer.Groups);
        Assert.Equal([1, 2], parameter.ToArray<double>());
        Expect.Error<InvalidOperationException>("The optimizer has no parameters. Call AddGroup(model.Parameters), or compile a model with it.", optimizer.Step);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1, -1)]
    [InlineData(3, 3)]
    [InlineData(3, -3)]
    [InlineData(3, 1)]
    public void State_that_slots_keep_is_not(int slots, int uses)
    {
        FaultyRule.Declared = slots;
        Assert.Single(new Faulty { Uses = uses }.AddGroup([Make.Parameter(1, 2)]).Parameters);
    }

    [Fact]
    public void A_number_that_is_NaN_is_named_and_the_step_is_not_made()
    {
        FaultyRule.Declared = 1;
        var parameter = Make.Parameter(1, 2);
        var optimizer = new Faulty { NaNFrom = 3 };
        optimizer.AddGroup([parameter]);
        for (int t = 1; t <= 2; t++) Step();
        double[] before = parameter.ToArray<double>();
        for (int again = 0; again < 2; again++)
            Expect.Error<InvalidOperationException>("Faulty.Prepare(learningRate: 0.5, t: 3) gives FaultyRule the scale NaN; expected a number.", Step);
        Assert.Equal(before, parameter.ToArray<double>());
        Assert.Equal(2, optimizer.StepCount);

        void Step()
        {
            optimizer.ClearGradients();
            parameter.Square().Sum().Backward();
            optimizer.Step();
        }
    }

    [Fact]
    public void Of_the_first_step_it_is_said_when_parameters_are_added()
    {
        FaultyRule.Declared = 1;
        Expect.Error<InvalidOperationException>("Faulty.Prepare(learningRate: 0.5, t: 1) gives FaultyRule the scale NaN; expected a number.", () => new Faulty { NaNFrom = 1 }.AddGroup([Make.Parameter(1)]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_state_that_starts_as_no_number_is_refused(double value)
    {
        var lion = new OwnLion(0.01, 0) { First = value };
        Expect.Error<InvalidOperationException>(FormattableString.Invariant($"OwnLion.InitialSlotValue(0) is {value}; expected a finite number."), () => lion.AddGroup([Make.Parameter(1)]));
        Assert.Empty(lion.Groups);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_decay_rate_lies_between_0_and_1(double beta) => Expect.Error<ArgumentOutOfRangeException>(
        FormattableString.Invariant($"A decay rate lies in [0, 1). (Parameter 'beta')\nActual value was {beta}."), () => new DecayRate(beta));

    /// <summary>Where the numbers of a rule lie is found out, whatever stands between them.</summary>
    [Fact]
    public void Numbers_are_found_in_fields_of_every_kind()
    {
        Assert.Equal(
            [("Pair.First", 1.5), ("Pair.Second", 0.25), ("Single", 0.5), ("captured", -2)],
            RuleNumbers<Mixed>.Read(new Mixed(-2) { Pair = new(1.5, 0.25f), Single = 0.5f }).OrderBy(static number => number.Name, StringComparer.Ordinal));
        Assert.Null(RuleNumbers<Mixed>.FirstNaN(new Mixed(-2)));
        Assert.Equal("captured", RuleNumbers<Mixed>.FirstNaN(new Mixed(double.NaN)));
        Assert.Equal("Pair.Second", RuleNumbers<Mixed>.FirstNaN(new Mixed(1) { Pair = new(1, float.NaN) }));
        Assert.Equal("Single", RuleNumbers<Mixed>.FirstNaN(new Mixed(1) { Single = float.NaN }));
    }

    /// <summary>X. Chen et al., "Symbolic discovery of optimization algorithms", 2023.</summary>
    private readonly struct OwnLionRule(double eta) : IUpdateRule
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

    private sealed class OwnLion(double learningRate, double weightDecay) : Optimizer<OwnLionRule>(learningRate, weightDecay, decoupled: true)
    {
        public double First { get; init; }

        protected override double InitialSlotValue(int slot) => First;

        protected override OwnLionRule Prepare(double learningRate, long t) => new(learningRate);
    }

    private sealed class Passing(bool replayable) : Layer
    {
        public override bool IsReplayable => replayable;

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }

    /// <summary>Uses a state value: writes s(uses - 1) or, where it is negative, reads it.</summary>
    private readonly struct FaultyRule(double scale, int uses) : IUpdateRule
    {
        private readonly FormulaValue _scale = new(scale);
        private readonly int _uses = uses;

        [field: ThreadStatic]
        public static int Declared { get; set; }

        public static int Slots => Declared;

        public void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
        {
            theta -= TLane.Of(_scale) * g;
            if (_uses == 1) s0 += g;
            if (_uses == 2) s1 += g;
            if (_uses == 3) s2 += g;
            if (_uses == -1) theta += s0;
            if (_uses == -3) theta += s2;
        }
    }

    private sealed class Faulty() : Optimizer<FaultyRule>(0.5)
    {
        public int Uses { get; init; }

        public int NaNFrom { get; init; } = int.MaxValue;

        protected override FaultyRule Prepare(double learningRate, long t) => new(t >= NaNFrom ? double.NaN : learningRate, Uses);
    }

    private readonly record struct Two(double First, float Second);

    private struct Mixed(double captured)
    {
        private readonly int _count = 3;

        public Two Pair;
        public float Single;

        public readonly double Captured() => captured * _count;
    }
}
