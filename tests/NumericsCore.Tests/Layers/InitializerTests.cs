using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Layers;

public class InitializerTests
{
    private const int FanIn = 200, FanOut = 300;

    [Theory]
    [InlineData("Glorot", FanIn + FanOut)]
    [InlineData("He", FanIn)]
    public void Uniform_initialisers_fill_their_bound(string kind, int fan)
    {
        double bound = Math.Sqrt(6.0 / fan);
        double[] values = Values(kind == "He" ? Initializer.HeUniform : Initializer.GlorotUniform);
        Assert.All(values, value => Assert.InRange(Math.Abs(value), 0, bound));
        Assert.True(values.Max() > 0.999 * bound && values.Min() < -0.999 * bound);
        // a third of the bound's square; of 60,000 numbers the standard error is 0.4 %
        Assert.InRange(Variance(values) / (bound * bound / 3), 0.98, 1.02);
    }

    [Theory]
    [InlineData("Glorot", FanIn + FanOut)]
    [InlineData("He", FanIn)]
    public void Normal_initialisers_have_their_variance(string kind, int fan)
    {
        double[] values = Values(kind == "He" ? Initializer.HeNormal : Initializer.GlorotNormal);
        double deviation = Math.Sqrt(2.0 / fan);
        Assert.InRange(Variance(values) / (deviation * deviation), 0.97, 1.03);
        Assert.Equal(0, values.Average() / deviation, 0.02);
        Assert.True(values.Max() > 3.5 * deviation, "the tails are cut off");
    }

    [Fact]
    public void Settings_are_applied()
    {
        Assert.All(Values(Initializer.Zeros), static value => Assert.Equal(0, value));
        Assert.All(Values(Initializer.Constant(-1.5)), static value => Assert.Equal(-1.5, value));
        double[] uniform = Values(Initializer.Uniform(0.2));
        Assert.InRange(uniform.Max(), 0.199, 0.2);
        Assert.InRange(uniform.Min(), -0.2, -0.199);
        double[] normal = Values(Initializer.Normal(0.1, mean: 5));
        Assert.Equal(5, normal.Average(), 0.01);
        Assert.Equal(0.01, Variance(normal), 0.001);
    }

    [Fact]
    public void Settings_are_checked()
    {
        Expect.Error<ArgumentOutOfRangeException>("Expected a finite number of at least 0. (Parameter 'bound')\nActual value was -1.", () => Initializer.Uniform(-1));
        Expect.Error<ArgumentOutOfRangeException>("Expected a finite number of at least 0. (Parameter 'standardDeviation')\nActual value was NaN.", () => Initializer.Normal(double.NaN));
    }

    [Fact]
    public void Every_parameter_has_numbers_of_its_own()
    {
        var model = new Sequential(new Dense(4), new Dense(4));
        model.Build([4], seed: 1);
        Assert.NotEqual(model.Parameters[0].ToArray<float>(), model.Parameters[2].ToArray<float>());
        Assert.All(model.Parameters[1].ToArray<float>(), static value => Assert.Equal(0, value));
    }

    private static double[] Values(Initializer initializer) =>
        initializer.Create([FanIn, FanOut], FanIn, FanOut, 7, 0, ElementType.Float64, Device.Cpu).ToArray<double>();

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
