using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Tensors;

public class RandomTests
{
    [Property]
    public void The_same_arguments_give_the_same_bits(ulong seed, uint stream)
    {
        Bits.AssertEqual(Tensor.Uniform([3, 5], seed, stream: stream), Tensor.Uniform([3, 5], seed, stream: stream));
        Bits.AssertEqual(Tensor.Normal([15], seed, stream: stream).Reshape(3, 5), Tensor.Normal([3, 5], seed, stream: stream));
    }

    [Property]
    public void A_longer_tensor_starts_with_the_shorter_one(ulong seed, byte length)
    {
        Bits.AssertEqual(Tensor.Uniform([length], seed), Tensor.Uniform([1000], seed)[..length]);
        Bits.AssertEqual(Tensor.Normal([length], seed), Tensor.Normal([1000], seed)[..length]);
    }

    [Fact]
    public void Seeds_and_streams_differ()
    {
        float[] numbers = Tensor.Uniform([64], 1).ToArray<float>();
        Assert.NotEqual(numbers, Tensor.Uniform([64], 2).ToArray<float>());
        Assert.NotEqual(numbers, Tensor.Uniform([64], 1, stream: 1).ToArray<float>());
    }

    [Property]
    public void A_user_s_numbers_are_none_of_the_library_s(ulong seed, byte stream)
    {
        var device = Device.Cpu;
        float[] mine = Tensor.Uniform([64], seed, stream: stream).ToArray<float>();
        Assert.NotEqual(mine, Initializer.Uniform(1).Create([64], 64, 64, seed, stream, ElementType.Float32, device).ToArray<float>().Select(static w => (w + 1) / 2));
        Assert.NotEqual(Tensor.Normal([64], seed, stream: stream).ToArray<float>(), Initializer.Normal(1).Create([64], 64, 64, seed, stream, ElementType.Float32, device).ToArray<float>());
        // nor is a mask of a user's one of a layer's
        var layer = new Dropout(0.5);
        layer.Build([64], seed);
        var ones = Tensor.Ones([1, 64]);
        float[] mask = ones.Dropout(0.5, seed, 1u << 31).ToArray<float>();
        for (int call = 0; call < 4; call++) Assert.NotEqual(mask, layer.Call(ones, training: true).ToArray<float>());
    }

    [Fact]
    public void The_first_layer_s_weights_are_not_the_numbers_of_their_seed()
    {
        var layer = new Dense(16, weightInitializer: Initializer.Uniform(1));
        layer.Build([4], seed: 0);
        Assert.NotEqual(Tensor.Uniform([4, 16], seed: 0, low: -1).ToArray<float>(), layer.Weight!.ToArray<float>());
    }

    [Fact]
    public void Uniform_numbers_fill_the_interval_evenly()
    {
        double[] values = Tensor.Uniform([100_000], 4, -3, 5, elementType: ElementType.Float64).ToArray<double>();
        Assert.All(values, static value => Assert.InRange(value, -3, 5));
        // the standard error of the mean is 8/√12/√100000 = 0.0073, that of the variance 64/√180/√100000 = 0.0151
        double mean = values.Average();
        Assert.Equal(1, mean, 0.03);
        Assert.Equal(64.0 / 12, values.Average(value => (value - mean) * (value - mean)), 0.06);
    }

    [Fact]
    public void Normal_numbers_have_their_mean_and_deviation()
    {
        double[] values = Tensor.Normal([100_000], 4, mean: 2, standardDeviation: 3, elementType: ElementType.Float64).ToArray<double>();
        double mean = values.Average();
        Assert.Equal(2, mean, 0.04);
        Assert.Equal(3, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 0.03);
        Assert.Equal(0.6827, values.Count(static value => Math.Abs(value - 2) < 3) / 100_000.0, 0.006);
    }
}
