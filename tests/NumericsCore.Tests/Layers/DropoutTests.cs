using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Layers;

public class DropoutTests
{
    private static readonly Tensor s_ones = Tensor.Ones([100, 100]);

    [Fact]
    public void Elements_are_zero_or_scaled_so_that_the_mean_stays()
    {
        float[] values = Built(0.25).Call(s_ones, training: true).ToArray<float>();
        Assert.All(values, static value => Assert.True(value == 0 || value == (float)(1 / 0.75)));
        // the standard error of the share of zeros is √(0.25·0.75/10000) = 0.0043
        Assert.Equal(0.25, values.Count(static value => value == 0) / 10_000.0, 0.02);
        Assert.Equal(1, values.Average(), 0.03);
    }

    [Fact]
    public void Outside_training_and_at_rate_0_the_input_passes_unchanged()
    {
        Assert.Same(s_ones, Built(0.5).Call(s_ones));
        Assert.Same(s_ones, Built(0).Call(s_ones, training: true));
    }

    [Fact]
    public void Masks_differ_by_step_by_layer_and_by_seed()
    {
        var layer = Built(0.5);
        Tensor first = layer.Call(s_ones, training: true), second = layer.Call(s_ones, training: true);
        Assert.NotEqual(first.ToArray<float>(), second.ToArray<float>());

        Dropout a = new(0.5), b = new(0.5);
        new Sequential(a, b).Build([100]);
        Tensor ofA = a.Call(s_ones, training: true), ofB = b.Call(s_ones, training: true);
        Assert.NotEqual(ofA.ToArray<float>(), ofB.ToArray<float>());
        Assert.NotEqual(first.ToArray<float>(), Built(0.5, seed: 1).Call(s_ones, training: true).ToArray<float>());
    }

    [Fact]
    public void The_same_seed_draws_the_same_masks_in_the_same_order()
    {
        Dropout one = Built(0.5), other = Built(0.5);
        for (int step = 0; step < 3; step++) Bits.AssertEqual(one.Call(s_ones, training: true), other.Call(s_ones, training: true));
    }

    [Fact]
    public void A_call_outside_training_draws_nothing()
    {
        Dropout one = Built(0.5), other = Built(0.5);
        one.Call(s_ones);
        Bits.AssertEqual(one.Call(s_ones, training: true), other.Call(s_ones, training: true));
    }

    [Fact]
    public void The_backward_pass_uses_its_own_forward_pass_s_mask()
    {
        var layer = Built(0.5);
        Tensor x = s_ones.WithGradient(), z = s_ones.WithGradient();
        var first = layer.Call(x, training: true);
        var second = layer.Call(z, training: true);
        first.Sum().Backward();
        second.Sum().Backward();
        // of ones, the gradient is the output itself
        Bits.AssertEqual(first.Detach(), x.Gradient!);
        Bits.AssertEqual(second.Detach(), z.Gradient!);
    }

    [Property(MaxTest = 50)]
    public void A_state_that_is_restored_is_the_state_and_its_masks_are_the_same(ulong seed, uint stream, byte calls)
    {
        Dropout one = Built(0.5), other = Built(0.5, seed: 1);
        one.RandomState = [seed, stream, calls];
        Assert.Equal([seed, stream, calls], one.RandomState);
        other.Call(s_ones, training: true);
        other.RandomState = one.RandomState;
        for (int step = 0; step < 3; step++) Bits.AssertEqual(one.Call(s_ones, training: true), other.Call(s_ones, training: true));
        Assert.Equal([seed, stream, calls + 3ul], other.RandomState);
        // one more call before is another mask
        other.RandomState = [seed, stream, calls];
        one.RandomState = [seed, stream, calls + 1ul];
        Assert.NotEqual(one.Call(s_ones, training: true).ToDoubleArray(), other.Call(s_ones, training: true).ToDoubleArray());
    }

    [Fact]
    public void A_rate_lies_below_1()
    {
        Expect.Error<ArgumentOutOfRangeException>("A dropout rate lies in [0, 1). (Parameter 'rate')\nActual value was 1.", () => new Dropout(1));
        Expect.Error<ArgumentOutOfRangeException>("A dropout rate lies in [0, 1). (Parameter 'rate')\nActual value was -0.1.", () => new Dropout(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(double.NaN));
    }

    private static Dropout Built(double rate, ulong seed = 0)
    {
        var layer = new Dropout(rate);
        layer.Build([100], seed);
        return layer;
    }
}
