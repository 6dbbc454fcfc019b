using System.Numerics;

namespace NumericsCore.Kernels.Tests;

public class UpdateDriverTests
{
    public static TheoryData<string> Rules => [.. SomeRule.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_width_and_thread_count_gives_the_same_bits(string name)
    {
        var rule = Rule(name);
        foreach (int length in new[] { 1, 7, 16, 100, 70_003 })
        {
            var (singles, singleSlots) = ThreeSteps<float>(Backends.Plain, rule, length);
            var (doubles, doubleSlots) = ThreeSteps<double>(Backends.Plain, rule, length);
            foreach (var cpu in Backends.All)
            {
                var (theta, slots) = ThreeSteps<float>(cpu, rule, length);
                Bits.Equal(singles, theta);
                Bits.Equal(singleSlots, slots);
                var (wideTheta, wideSlots) = ThreeSteps<double>(cpu, rule, length);
                Bits.Equal(doubles, wideTheta);
                Bits.Equal(doubleSlots, wideSlots);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Segments_take_the_rule_of_their_group_and_touch_nothing_else(string name)
    {
        var rule = Rule(name);
        const int n = 60;
        UpdateSegment[] segments = [new(3, 20, 1), new(30, 0, 0), new(33, 17, 0), new(50, 2, 1)];
        var rules = rule.Rows(0.05, 0.5);
        foreach (var cpu in Backends.All)
        {
            float[] start = Values<float>(n, 1), gradient = Values<float>(n, 2), state = Positive<float>(rule.Slots * n);
            var theta = cpu.Slice<float>(start, offset: 1);
            var slots = cpu.Slice<float>(state, offset: 2);
            rules.Update(cpu, segments, theta, cpu.Slice<float>(gradient, offset: 3), slots);

            // each element alone, with its own rule
            float[] expected = [.. start], expectedState = [.. state];
            foreach (var segment in segments)
            {
                for (int i = (int)segment.Offset; i < segment.Offset + segment.Length; i++)
                {
                    var one = cpu.Slice<float>([start[i]]);
                    var oneState = cpu.Slice<float>([.. Enumerable.Range(0, rule.Slots).Select(s => state[(s * n) + i])]);
                    rules.Update(cpu, [new(0, 1, segment.Group)], one, cpu.Slice<float>([gradient[i]]), oneState);
                    expected[i] = one.ToArray()[0];
                    Assert.NotEqual(start[i], expected[i]);
                    for (int s = 0; s < rule.Slots; s++) expectedState[(s * n) + i] = oneState.ToArray()[s];
                }
            }

            Bits.Equal(expected, theta.ToArray());
            Bits.Equal(expectedState, slots.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Zero_weight_decay_keeps_the_parameter_out_of_the_gradient(string name)
    {
        var rule = Rule(name);
        var rules = rule.Make(new WeightDecay(lambda: 0, kappa: 1), [0.05]);
        double[] parameters = [1, -1, 0.0, -0.0, 1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        foreach (double g in new[] { 0.0, -0.0, 0.5, -1e-300 })
        {
            var theta = Slices.Wide.Slice<double>(parameters);
            var slots = Slices.Wide.Slice<double>(Enumerable.Repeat(-0.0, rule.Slots * parameters.Length).ToArray());
            rules.Update(Slices.Wide, [new(0, parameters.Length, 0)], theta,
                Slices.Wide.Slice<double>(Enumerable.Repeat(g, parameters.Length).ToArray()), slots);

            foreach (double[] slot in slots.ToArray().Chunk(parameters.Length)) Bits.Equal(Enumerable.Repeat(slot[0], slot.Length).ToArray(), slot);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_gradient_of_zero_moves_nothing_where_there_was_none_before(string name)
    {
        var rule = Rule(name);
        float[] parameters = [1, -2, 1e-30f];
        foreach (float g in new[] { 0f, -0f })
        {
            var theta = Slices.Wide.Slice<float>(parameters);
            rule.Make(new WeightDecay(lambda: 0, kappa: 1), [0.05]).Update(Slices.Wide, [new(0, parameters.Length, 0)], theta,
                Slices.Wide.Slice<float>([g, g, g]), Slices.Wide.Slice<float>(new float[rule.Slots * parameters.Length]));
            Bits.Equal(parameters, theta.ToArray());
        }
    }

    [Fact]
    public void Gradient_descent_without_decay_is_one_fused_multiply_add()
    {
        double[] values = [0.0, -0.0, 1, -1 / 3.0, 1e-310, 1e300];
        foreach (double g in values)
        {
            var theta = Slices.Wide.Slice<double>(values);
            RuleRows.Of(new WeightDecay(lambda: 0, kappa: 1), new SgdRule(0.1)).Update(Slices.Wide, [new(0, values.Length, 0)],
                theta, Slices.Wide.Slice<double>(Enumerable.Repeat(g, values.Length).ToArray()), default);

            Bits.Equal(values.Select(x => Math.FusedMultiplyAdd(-0.1, g, x)).ToArray(), theta.ToArray());
        }
    }

    [Theory]
    [InlineData(-1, 3, 0, "does not lie within the 10 parameters")]
    [InlineData(8, 3, 0, "does not lie within the 10 parameters")]
    [InlineData(2, -1, 0, "does not lie within the 10 parameters")]
    [InlineData(0, 10, 1, "there are 1 rules")]
    [InlineData(0, 10, -1, "there are 1 rules")]
    public void A_wrong_segment_is_refused_before_anything_is_written(int offset, int length, int group, string message)
    {
        var cpu = Slices.Wide;
        float[] start = Values<float>(10, 1);
        var theta = cpu.Slice<float>(start);

        var error = Assert.Throws<ArgumentException>("segments", () => cpu.Update(
            new UpdateSegment[] { new(0, 5, 0), new(offset, length, group) }, cpu.Slice<SgdRule>([new(0.05)]), theta,
            cpu.Slice<float>(start), default));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(start, theta.ToArray());
    }

    [Fact]
    public void Too_little_memory_for_gradients_or_slots_is_refused()
    {
        var cpu = Slices.Wide;
        Slice<float> ten = cpu.Slice<float>(new float[10]), nine = cpu.Slice<float>(new float[9]);
        UpdateSegment[] segments = [new(0, 10, 0)];

        Assert.Throws<ArgumentException>("gradients", () => cpu.Update(segments, cpu.Slice<SgdRule>([default]), ten, nine, default));
        Assert.Throws<ArgumentException>("slots", () => cpu.Update(segments, cpu.Slice<AdamRule>([default]), ten, ten, ten));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var cpu = Slices.Wide;
        Slice<float> theta = cpu.Slice<float>(Values<float>(100, 1)), g = cpu.Slice<float>(Values<float>(100, 2)), slots = cpu.Slice<float>(new float[200]);
        var rules = cpu.Slice<AdamRule>([AdamRule.Prepare(0.05, 0.9, 0.99, 1e-6, biasCorrection: true, epsilonHat: false, t: 3)]);
        ReadOnlyMemory<UpdateSegment> segments = new UpdateSegment[] { new(0, 37, 0), new(40, 60, 0) };

        Assert.Equal(0, Backends.AllocatedBy(() => cpu.Update(segments, rules, theta, g, slots)));
    }

    private static SomeRule Rule(string name) => SomeRule.All.Single(rule => rule.Name == name);

    private static (T[] Theta, T[] Slots) ThreeSteps<T>(CpuBackend cpu, SomeRule rule, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var theta = cpu.Slice<T>(Values<T>(length, 0), offset: 1);
        var slots = cpu.Slice<T>(Positive<T>(length * rule.Slots), offset: 3);
        var rules = rule.Rows(0.05);
        for (int step = 1; step <= 3; step++)
            rules.Update(cpu, [new(0, length, 0)], theta, cpu.Slice<T>(Values<T>(length, step)), slots);
        return (theta.ToArray(), slots.ToArray());
    }

    private static T[] Values<T>(int length, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating((random.NextDouble() * 4) - 2))];
    }

    // a second moment is never negative
    private static T[] Positive<T>(int length) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(Values<T>(length, 9), T.Abs);
}
