using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Optimizers.Schedules;

public class ScheduleErrorTests
{
    [Fact]
    public void A_setting_beyond_its_range_is_refused_by_name()
    {
        const string NotNegative = "Expected a finite number, at least 0.", Positive = "Expected a finite number, greater than 0.", AtLeastOne = "Expected at least 1.";
        Range("stepSize", 0L, AtLeastOne, () => new StepDecay(0));
        Range("gamma", -0.1, NotNegative, () => new StepDecay(1, -0.1));
        Range("gamma", double.NaN, NotNegative, () => new ExponentialDecay(double.NaN));
        Range("length", 0L, AtLeastOne, () => new ExponentialDecay(0.5, 0));
        Range("gamma", double.PositiveInfinity, NotNegative, () => new MultiStepDecay([1], double.PositiveInfinity));
        Range("milestones", 0L, AtLeastOne, () => new MultiStepDecay([0, 2]));
        Range("length", -1L, AtLeastOne, () => new PolynomialDecay(-1));
        Range("power", 0.0, Positive, () => new PolynomialDecay(1, 0));
        Range("minLearningRate", -1.0, NotNegative, () => new PolynomialDecay(1, 1, -1));
        Range("length", 0L, AtLeastOne, () => new CosineDecay(0));
        Range("minLearningRate", double.NaN, NotNegative, () => new CosineDecay(1, double.NaN));
        Range("firstLength", 0L, AtLeastOne, () => new CosineDecayRestarts(0));
        Range("lengthFactor", 0L, AtLeastOne, () => new CosineDecayRestarts(1, 0));
        Range("peakFactor", -1.0, NotNegative, () => new CosineDecayRestarts(1, 1, -1));
        Range("length", 1L, "Expected at least 2.", () => new OneCycle(1));
        Range("riseFraction", 1.0, "Expected a finite number, above 1/10 and below 1.", () => new OneCycle(10, 1));
        Range("riseFraction", 0.1, "Expected a finite number, above 1/10 and below 1.", () => new OneCycle(10, 0.1));
        Range("riseFraction", 0.6, "Expected a finite number, above 1/10 and at most 0.5.", () => new OneCycle(10, 0.6, threePhases: true));
        Range("initialDivisor", 0.0, Positive, () => new OneCycle(10, initialDivisor: 0));
        Range("finalDivisor", double.NaN, Positive, () => new OneCycle(10, finalDivisor: double.NaN));
        Range("minMomentum", 1.0, "Expected a finite number, in [0, 1).", () => new OneCycle(10, minMomentum: 1));
        Range("maxMomentum", 0.4, "Expected a finite number, in [0.5, 1).", () => new OneCycle(10, minMomentum: 0.5, maxMomentum: 0.4));
        Range("n", -1L, "Expected at least 0.", () => new StepDecay(1).MomentumAt(-1));
        Range("length", 0L, AtLeastOne, () => new LinearWarmUp(0));
        Range("startFactor", 1.5, "Expected a finite number, in [0, 1].", () => new LinearWarmUp(1, startFactor: 1.5));
        Range("learningRate", -1.0, NotNegative, () => new LinearWarmUp(1).At(-1, 0));
        Range("n", -1L, "Expected at least 0.", () => new StepDecay(1).At(1, -1));

        static void Range(string name, object value, string expected, Func<object?> act) => Expect.Error<ArgumentOutOfRangeException>(
            FormattableString.Invariant($"{expected} (Parameter '{name}')\nActual value was {value}."), act);
    }

    [Fact]
    public void Schedules_that_cannot_be_are_refused()
    {
        Expect.Error<ArgumentException>("There are no milestones; expected at least one. (Parameter 'milestones')", () => new MultiStepDecay([]));
        Expect.Error<ArgumentException>("The milestone 3 stands after 5; expected them in ascending order. (Parameter 'milestones')", () => new MultiStepDecay([5, 3]));
        Expect.Error<ArgumentException>(
            "The schedule that follows counts by Epoch and the warm-up by Step; expected the same. (Parameter 'then')",
            () => new LinearWarmUp(1, new CosineDecay(3, unit: ScheduleUnit.Epoch), unit: ScheduleUnit.Step));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay(1, unit: (ScheduleUnit)7));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.5)]
    [InlineData(double.PositiveInfinity)]
    public void A_rate_that_is_none_is_named_and_the_step_is_not_made(double rate)
    {
        var parameter = Make.Parameter(1, 2);
        var optimizer = new Sgd(0.5) { Schedule = new Own(rate) };
        optimizer.AddGroup([parameter]);
        for (int step = 0; step < 2; step++) optimizer.Step();
        Expect.Error<InvalidOperationException>(FormattableString.Invariant($"Own gives the learning rate {rate} for α = 0.5 and n = 2; expected a finite number, at least 0."), optimizer.Step);
        Assert.Equal(2, optimizer.StepCount);
    }

    [Fact]
    public void A_rate_that_grows_beyond_all_numbers_is_named() => Expect.Error<InvalidOperationException>(
        "ExponentialDecay gives the learning rate Infinity for α = 1 and n = 400; expected a finite number, at least 0.", () => new ExponentialDecay(10).At(1, 400));

    private sealed class Own(double third) : LearningRateSchedule(ScheduleUnit.Step)
    {
        protected override double Rate(double learningRate, long n) => n < 2 ? learningRate : third;
    }
}
