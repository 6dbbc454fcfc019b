using System.Globalization;
using FsCheck;
using FsCheck.Xunit;

namespace NumericsCore.Tests.Optimizers.Schedules;

/// <summary>The learning rates of PyTorch and Keras: vectors made from their definitions, and their step-by-step formulas beside our closed ones.</summary>
public class ScheduleValueTests
{
    private static readonly Dictionary<string, LearningRateSchedule> s_published = new()
    {
        ["StepLR(step_size=3, gamma=0.1)"] = new StepDecay(3),
        ["StepLR(step_size=7, gamma=0.97)"] = new StepDecay(7, 0.97),
        ["MultiStepLR(milestones=[2,5,9], gamma=0.1)"] = new MultiStepDecay([2, 5, 9]),
        ["MultiStepLR(milestones=[1,4,4,11], gamma=0.5)"] = new MultiStepDecay([1, 4, 4, 11], 0.5),
        ["ExponentialLR(gamma=0.9)"] = new ExponentialDecay(0.9),
        ["PolynomialLR(total_iters=4, power=1.0)"] = new PolynomialDecay(4),
        ["PolynomialLR(total_iters=10, power=2.5)"] = new PolynomialDecay(10, 2.5),
        ["CosineAnnealingLR(T_max=10, eta_min=0)"] = new CosineDecay(10),
        ["CosineAnnealingLR(T_max=7, eta_min=0.001)"] = new CosineDecay(7, 0.001),
        ["CosineAnnealingWarmRestarts(T_0=10, T_mult=1, eta_min=0)"] = new CosineDecayRestarts(10),
        ["CosineAnnealingWarmRestarts(T_0=3, T_mult=2, eta_min=1e-5)"] = new CosineDecayRestarts(3, 2, minLearningRate: 1e-5),
        ["LinearLR(start_factor=1/3, total_iters=5)"] = new LinearWarmUp(5),
        ["LinearLR(start_factor=0.5, total_iters=4)"] = new LinearWarmUp(4, startFactor: 0.5),
        ["OneCycleLR(total_steps=10, pct_start=0.3, anneal_strategy=linear, div_factor=25, final_div_factor=2)"] = new OneCycle(10, finalDivisor: 2, linear: true),
        ["OneCycleLR(total_steps=100, pct_start=0.3, anneal_strategy=cos, div_factor=25, final_div_factor=1e4)"] = new OneCycle(100),
        ["OneCycleLR(total_steps=10, pct_start=0.4, anneal_strategy=linear, div_factor=25, final_div_factor=4, three_phase=True)"] = new OneCycle(10, 0.4, finalDivisor: 4, linear: true, threePhases: true),
        ["OneCycleLR(total_steps=37, pct_start=0.25, anneal_strategy=cos, div_factor=10, final_div_factor=100, three_phase=True)"] = new OneCycle(37, 0.25, 10, 100, threePhases: true),
        ["ExponentialDecay(decay_steps=10, decay_rate=0.96, staircase=False)"] = new ExponentialDecay(0.96, 10),
        ["ExponentialDecay(decay_steps=10, decay_rate=0.96, staircase=True)"] = new StepDecay(10, 0.96),
        ["PolynomialDecay(decay_steps=20, end_learning_rate=0.01, power=0.5, cycle=False)"] = new PolynomialDecay(20, 0.5, 0.01),
        ["PolynomialDecay(decay_steps=6, end_learning_rate=0.0001, power=1.0, cycle=True)"] = new PolynomialDecay(6, 1, 0.0001, cycle: true),
        ["CosineDecay(decay_steps=12, alpha=0.0)"] = new CosineDecay(12, convention: Convention.Keras),
        ["CosineDecay(decay_steps=12, alpha=0.25)"] = new CosineDecay(12, 0.125, convention: Convention.Keras),
        ["CosineDecay(0.0, decay_steps=15, warmup_target=0.1, warmup_steps=5)"] = new LinearWarmUp(5, new CosineDecay(15, convention: Convention.Keras), 0),
        ["CosineDecayRestarts(first_decay_steps=4, t_mul=2.0, m_mul=0.5, alpha=0.25)"] = new CosineDecayRestarts(4, 2, 0.5, 0.125),
        ["CosineDecayRestarts(first_decay_steps=5, t_mul=1.0, m_mul=0.9, alpha=0.0)"] = new CosineDecayRestarts(5, 1, 0.9),
    };

    public static TheoryData<string> Published => [.. s_published.Keys];

    [Theory]
    [MemberData(nameof(Published))]
    public void Rates_are_those_of_PyTorch_and_Keras(string name)
    {
        var rows = Golden().Where(row => row.Name == name).ToList();
        Assert.InRange(rows.Count, 7, 100);
        foreach (var (_, learningRate, n, expected) in rows)
            Assert.Equal(expected, s_published[name].At(learningRate, n), 4e-16 * learningRate + 8e-16 * expected);
    }

    [Fact]
    public void No_published_vector_is_left_out() => Assert.Equal(Golden().Select(static row => row.Name).Distinct().Order(), s_published.Keys.Order());

    /// <summary>CosineAnnealingLR.get_lr, which makes each rate from the one before.</summary>
    [Property(MaxTest = 200)]
    public void The_cosine_is_the_chain_of_PyTorch(byte length, byte floor)
    {
        int period = 1 + length % 50;
        double rate = 0.1, least = floor / 5000.0, current = rate;
        var schedule = new CosineDecay(period, least);
        for (int n = 0; n <= 3 * period; n++)
        {
            if (n > 0)
            {
                current = (n - 1 - period) % (2 * period) == 0
                    ? current + (rate - least) * (1 - Math.Cos(Math.PI / period)) / 2
                    : (1 + Math.Cos(Math.PI * n / period)) / (1 + Math.Cos(Math.PI * (n - 1) / period)) * (current - least) + least;
            }

            // the chain loses digits where its divisor is almost 0
            Assert.Equal(schedule.At(rate, n), current, 1e-9);
        }
    }

    /// <summary>CosineAnnealingWarmRestarts.step without an argument, which counts T_cur up and lengthens T_i; and Keras's smaller peaks.</summary>
    [Property(MaxTest = 200)]
    public void Restarts_are_counted_as_in_PyTorch(byte length, byte times, byte floor, byte smaller)
    {
        long current = 0, period = 1 + length % 20, multiplier = 1 + times % 3;
        double least = floor / 5000.0, peak = 1, factor = 1 - smaller / 512.0;
        var schedule = new CosineDecayRestarts(period, multiplier, factor, least);
        for (int n = 0; n < 200; n++)
        {
            Assert.Equal(least + (0.1 - least) * peak * (1 + Math.Cos(Math.PI * current / period)) / 2, schedule.At(0.1, n), 1e-15);
            if (++current >= period) (current, period, peak) = (current - period, period * multiplier, peak * factor);
        }
    }

    /// <summary>OneCycleLR.get_lr with its list of phases.</summary>
    [Property(MaxTest = 200)]
    public void One_cycle_has_the_phases_of_PyTorch(byte length, byte share, bool linear, bool three)
    {
        int total = 8 + length % 60;
        double rise = three ? 0.2 + share / 255.0 * 0.3 : 0.2 + share / 255.0 * 0.6, max = 0.3, initial = max / 25, min = initial / 1e4;
        if (rise * total <= 1.5) return;
        (double End, double From, double To)[] phases = three
            ? [(rise * total - 1, initial, max), (2 * rise * total - 2, max, initial), (total - 1, initial, min)]
            : [(rise * total - 1, initial, max), (total - 1, max, min)];
        var schedule = new OneCycle(total, rise, linear: linear, threePhases: three);
        for (int n = 0; n < total; n++)
        {
            double start = 0, expected = double.NaN;
            for (int i = 0; i < phases.Length; i++)
            {
                var (end, from, to) = phases[i];
                if (n <= end || i == phases.Length - 1)
                {
                    double part = (n - start) / (end - start);
                    expected = linear ? (to - from) * part + from : to + (from - to) / 2 * (Math.Cos(Math.PI * part) + 1);
                    break;
                }

                start = end;
            }

            Assert.Equal(expected, schedule.At(max, n), 1e-14);
        }

        Assert.Equal(min, schedule.At(max, total + 5L));
    }

    [Property(MaxTest = 200)]
    public void After_a_warm_up_comes_what_follows(byte length, byte n)
    {
        int duration = 1 + length % 40;
        var then = new StepDecay(7, 0.5);
        var schedule = new LinearWarmUp(duration, then, startFactor: 0);
        Assert.Equal(n < duration ? 0.2 * n / duration : then.At(0.2, n - duration), schedule.At(0.2, n), 1e-15);
        Assert.Equal(0, schedule.At(0.2, 0));
    }

    [Fact]
    public void Long_trainings_have_rates()
    {
        foreach (var schedule in ScheduleExamples.All)
            foreach (long n in (long[])[1 << 30, 1L << 52, long.MaxValue])
                Assert.InRange(schedule.Value().At(0.1, n), 0, 0.1);
    }

    [Fact]
    public void Each_has_its_formula()
    {
        Assert.All(ScheduleExamples.All, static schedule => WorkedFormulas.Worked.AssertWellFormed(schedule.Value().Formula));
        Assert.All(ScheduleExamples.All, static schedule => Assert.NotEmpty(schedule.Value().Formula.Settings));
    }

    private static IEnumerable<(string Name, double LearningRate, long N, double Rate)> Golden()
    {
        using var reader = new StreamReader(typeof(ScheduleValueTests).Assembly.GetManifestResourceStream("schedules-golden.csv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipWhile(static line => line.StartsWith('#')).Skip(1).Select(static line => line.Split(';')).Select(static cells =>
            (cells[0], double.Parse(cells[1], CultureInfo.InvariantCulture), long.Parse(cells[2], CultureInfo.InvariantCulture), double.Parse(cells[3], CultureInfo.InvariantCulture)))];
    }
}
