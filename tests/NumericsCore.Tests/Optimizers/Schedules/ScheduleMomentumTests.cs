using System.Globalization;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Optimizers.Schedules;

/// <summary>The momentum that a schedule changes together with the learning rate: PyTorch's values, and what optimizers make of it.</summary>
public class ScheduleMomentumTests
{
    private static readonly Dictionary<string, LearningRateSchedule> s_published = new()
    {
        ["OneCycleLR(total_steps=10, pct_start=0.3, anneal_strategy=linear, base_momentum=0.85, max_momentum=0.95)"] = new OneCycle(10, linear: true, cycleMomentum: true),
        ["OneCycleLR(total_steps=100, pct_start=0.3, anneal_strategy=cos, base_momentum=0.85, max_momentum=0.95)"] = new OneCycle(100, cycleMomentum: true),
        ["OneCycleLR(total_steps=10, pct_start=0.4, anneal_strategy=linear, base_momentum=0.8, max_momentum=0.9, three_phase=True)"] = new OneCycle(10, 0.4, linear: true, threePhases: true, cycleMomentum: true, minMomentum: 0.8, maxMomentum: 0.9),
        ["OneCycleLR(total_steps=37, pct_start=0.25, anneal_strategy=cos, base_momentum=0.5, max_momentum=0.99, three_phase=True)"] = new OneCycle(37, 0.25, threePhases: true, cycleMomentum: true, minMomentum: 0.5, maxMomentum: 0.99),
    };

    [Fact]
    public void Momenta_are_those_of_PyTorch()
    {
        using var reader = new StreamReader(typeof(ScheduleMomentumTests).Assembly.GetManifestResourceStream("momenta-golden.csv")!);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipWhile(static line => line.StartsWith('#')).Skip(1).Select(static line => line.Split(';')).ToList();
        Assert.Equal(s_published.Keys, rows.Select(static row => row[0]).Distinct());
        Assert.All(rows, static row => Assert.Equal(
            double.Parse(row[2], CultureInfo.InvariantCulture), s_published[row[0]].MomentumAt(long.Parse(row[1], CultureInfo.InvariantCulture))!.Value, 4e-16));
        // beyond its end it stays
        Assert.All(s_published.Values, static schedule => Assert.Equal(((OneCycle)schedule).MaxMomentum, schedule.MomentumAt(1000)));
    }

    [Fact]
    public void A_warm_up_has_the_first_momentum_of_what_follows()
    {
        var cycle = new OneCycle(10, cycleMomentum: true);
        var schedule = new LinearWarmUp(3, cycle);
        for (int n = 0; n < 20; n++) Assert.Equal(cycle.MomentumAt(Math.Max(0, n - 3)), schedule.MomentumAt(n));
        Assert.Null(new LinearWarmUp(3, new OneCycle(10)).MomentumAt(5));
        Assert.Null(new LinearWarmUp(3).MomentumAt(5));
    }

    [Fact]
    public void Momentum_and_first_moments_decay_as_the_schedule_says()
    {
        var cycle = new OneCycle(6, 0.5, cycleMomentum: true, minMomentum: 0.25, maxMomentum: 0.75);
        double[] gradients = [1, -2, 0.5, 3, 1, -1, 2];
        double b = 0, m = 0, v = 0, byMomentum = 1, byAdam = 1;
        var sgd = new Sgd(0.1, momentum: 0.9) { Schedule = cycle }.Trace(Tensor.From([1.0]));
        var adam = new Adam(0.1) { Schedule = cycle }.Trace(Tensor.From([1.0]));
        for (int n = 0; n < gradients.Length; n++)
        {
            double g = gradients[n], rate = cycle.At(0.1, n), mu = cycle.MomentumAt(n)!.Value;
            b = mu * b + g;
            byMomentum -= rate * b;
            m = mu * m + (1 - mu) * g;
            v = 0.999 * v + 0.001 * g * g;
            byAdam -= rate * (m / (1 - Math.Pow(mu, n + 1))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, n + 1))) + 1e-8);
            WorkedStep first = sgd.Step(Tensor.From([g])), second = adam.Step(Tensor.From([g]));
            Assert.Equal((mu, mu), (first["mu_n"][0], second["mu_n"][0]));
            Assert.Equal(byMomentum, first["theta"][0], 1e-12);
            Assert.Equal(byAdam, second["theta"][0], 1e-9);
            Assert.Equal(m / (1 - Math.Pow(mu, n + 1)), second["m_hat"][0], 1e-12);
        }
    }

    [Fact]
    public void The_momentum_of_the_next_step_can_be_read()
    {
        Assert.Equal(0.9, new Adam().CurrentMomentum);
        Assert.Equal(0.8, new Sgd(momentum: 0.8) { Schedule = new StepDecay(3) }.CurrentMomentum);
        Assert.Equal(0.95, new Sgd(momentum: 0.8) { Schedule = new OneCycle(10, cycleMomentum: true) }.CurrentMomentum);
        Assert.Null(new Sgd().CurrentMomentum);
        Assert.Null(new Adagrad().CurrentMomentum);
    }

    [Fact]
    public void An_optimizer_without_a_momentum_refuses_the_schedule()
    {
        var cycle = new OneCycle(10, cycleMomentum: true);
        const string Without = "Expected momentum above 0 where it is made, or a schedule of the learning rate alone. (Parameter 'Schedule')";
        Expect.Error<ArgumentException>($"OneCycle changes the momentum, and Sgd has none to change. {Without}", () => new Sgd { Schedule = cycle });
        Expect.Error<ArgumentException>($"OneCycle changes the momentum, and RmsProp has none to change. {Without}", () => new RmsProp { Schedule = cycle });
        Expect.Error<ArgumentException>("LinearWarmUp changes the momentum, and Adagrad has none to change. Expected a schedule of the learning rate alone. (Parameter 'Schedule')", () => new Adagrad { Schedule = new LinearWarmUp(3, cycle) });
        Expect.Error<ArgumentException>("OneCycle changes the momentum, and NAdam has none to change. Its momentum follows a schedule of its own, μₜ; expected a schedule of the learning rate alone. (Parameter 'Schedule')", () => new NAdam { Schedule = cycle });
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_momentum_that_is_none_is_named_and_the_step_is_not_made(double momentum)
    {
        var parameter = Make.Parameter(1, 2);
        var optimizer = new Sgd(0.5, momentum: 0.5) { Schedule = new Own(momentum) };
        optimizer.AddGroup([parameter]);
        for (int step = 0; step < 2; step++) optimizer.Step();
        Expect.Error<InvalidOperationException>(FormattableString.Invariant($"Own gives the momentum {momentum} for n = 2; expected a number in [0, 1)."), optimizer.Step);
        Assert.Equal(2, optimizer.StepCount);
        Assert.Equal("μₙ = Own(n)", optimizer.Schedule.Formula.Lines[1].Text);
    }

    private sealed class Own(double third) : LearningRateSchedule(ScheduleUnit.Step)
    {
        protected override double Rate(double learningRate, long n) => learningRate;

        protected override double? Momentum(long n) => n < 2 ? 0.5 : third;
    }
}
