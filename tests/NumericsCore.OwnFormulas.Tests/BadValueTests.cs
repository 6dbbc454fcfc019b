using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>Numbers of the host that are none, out of range or too many are named when a user's formula, activation, loss, rule or schedule is made or asked, before anything changes.</summary>
public class BadValueTests
{
    public static TheoryData<string> Values => [.. s_values.Keys];

    private static readonly Dictionary<string, (Action Act, Type Error, string[] Says)> s_values = new()
    {
        ["an activation"] = (static () => Activation.From(new Scale(new(double.NaN))), typeof(ArgumentException), ["The formula Scale holds the factor NaN; expected a number. (Parameter 'operation')"]),
        ["an activation in the dense layer"] = (static () => Activation.From(new LeakyRelu(new(double.NaN))), typeof(ArgumentException), ["The formula LeakyRelu holds the slope NaN"]),
        ["a composition"] = (static () => Activation.From(new Gelu().Then(new Scale(new(double.NaN)))), typeof(ArgumentException), ["The formula Composed<Gelu, Scale> holds the ", "factor NaN"]),
        ["a loss"] = (static () => Loss.From(new Huber(new(double.NaN))), typeof(ArgumentException), ["The formula Huber holds the delta NaN; expected a number. (Parameter 'formula')"]),
        ["a loss's class weights"] = (static () => Loss.From(new Huber(new(1)), classWeights: [1, -2]), typeof(ArgumentOutOfRangeException), ["class 1", "-2", "classWeights"]),
        ["a decay rate"] = (static () => new DecayRate(1), typeof(ArgumentOutOfRangeException), ["beta", "[0, 1)", "1"]),
        ["a learning rate"] = (static () => new OwnLion(double.NaN), typeof(ArgumentOutOfRangeException), ["learningRate", "NaN"]),
        ["a weight decay"] = (static () => new OwnLion(0.1, -1), typeof(ArgumentOutOfRangeException), ["weightDecay", "-1"]),
        ["a rule's number"] = (static () => Step(new Told(eta: double.NaN)), typeof(InvalidOperationException), ["Told.Prepare(learningRate: 0.1, t: 1) gives ToldRule the eta NaN; expected a number."]),
        ["a slot's first value"] = (static () => Step(new Told(first: double.PositiveInfinity)), typeof(InvalidOperationException), ["Told.InitialSlotValue(0) is ", "expected a finite number"]),
        ["a rule's slots"] = (static () => Step(new Crowded()), typeof(InvalidOperationException), ["CrowdedRule.Slots is 4; a rule keeps 0 to 3 state values for each parameter element."]),
        ["a rule's slot that nobody declared"] = (static () => Step(new Silent()), typeof(InvalidOperationException), ["SilentRule.Slots is 0, but its Update writes the state value s0"]),
        ["a schedule's rate"] = (static () => Step(new OwnLion(0.1) { Schedule = new ToldSchedule(rate: double.NaN) }), typeof(InvalidOperationException), ["ToldSchedule gives the learning rate NaN for α = 0.1 and n = 0"]),
        ["a schedule's momentum"] = (static () => Step(new Sgd(0.1, momentum: 0.9) { Schedule = new ToldSchedule(momentum: 1) }), typeof(InvalidOperationException), ["ToldSchedule gives the momentum 1 for n = 0; expected a number in [0, 1)."]),
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void It_is_named(string what)
    {
        var (act, type, says) = s_values[what];
        var error = Assert.Throws(type, act);
        foreach (string text in says) Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_infinite_or_no_values_are_taken()
    {
        Assert.Equal("Scale", Activation.From(new Scale(new(double.PositiveInfinity))).Name);
        Assert.Equal("Gelu", Activation.From<Gelu>().Name);
    }

    /// <summary>A step, after which the parameter is as before if the step was not made.</summary>
    private static void Step(Optimizer optimizer)
    {
        var parameter = new Parameter(Tensor.From([1f, 2]));
        try
        {
            optimizer.AddGroup([parameter]);
            parameter.Square().Sum().Backward();
            optimizer.Step();
        }
        finally
        {
            Assert.Equal([1f, 2], parameter.ToArray<float>());
            Assert.Equal(0, optimizer.StepCount);
        }
    }

    private readonly struct ToldRule(double eta) : IUpdateRule
    {
        private readonly FormulaValue _eta = new(eta);

        public static int Slots => 1;

        public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
        {
            m += g;
            theta -= TLane.Of(_eta) * m;
        }
    }

    private sealed class Told(double eta = 0.1, double first = 0) : Optimizer<ToldRule>(0.1)
    {
        protected override ToldRule Prepare(double learningRate, long t) => new(eta);

        protected override double InitialSlotValue(int slot) => first;
    }

    private readonly struct CrowdedRule : IUpdateRule
    {
        public static int Slots => 4;

        public void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane> => theta -= g;
    }

    private sealed class Crowded() : Optimizer<CrowdedRule>(0.1)
    {
        protected override CrowdedRule Prepare(double learningRate, long t) => default;
    }

    private readonly struct SilentRule : IUpdateRule
    {
        public static int Slots => 0;

        public void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
        {
            s0 += g;
            theta -= s0;
        }
    }

    private sealed class Silent() : Optimizer<SilentRule>(0.1)
    {
        protected override SilentRule Prepare(double learningRate, long t) => default;
    }

    private sealed class ToldSchedule(double rate = 0.1, double? momentum = null) : LearningRateSchedule(ScheduleUnit.Step)
    {
        protected override double Rate(double learningRate, long n) => rate;

        protected override double? Momentum(long n) => momentum;
    }
}
