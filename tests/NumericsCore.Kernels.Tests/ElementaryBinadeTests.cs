using Xunit.Abstractions;

namespace NumericsCore.Kernels.Tests;

/// <summary>
/// Float64 in every binade of the arguments and of the results, denormal ones among both: a formula that loses digits at one scale is not
/// found by numbers drawn from all of them.
/// </summary>
public class ElementaryBinadeTests(ITestOutputHelper output)
{
    // of each binade, beside its first and its last number
    private const int Samples = 16;

    // of those in which these functions are neither linear nor constant
    private const int MiddleSamples = 600;
    private const int LowestMiddle = -56, HighestMiddle = 10;

    /// <summary>About which argument gives a result, and the binades of the results.</summary>
    private static readonly Dictionary<string, (Func<double, double> Argument, int Lowest, int Highest, bool BothSigns)> s_inverses = new()
    {
        ["exp"] = (Math.Log, Binades.Lowest, Binades.Highest, false),
        ["log"] = (static y => Math.Abs(y) < 1e-4 ? 1 + y : Math.Exp(y), -53, 9, true),
        ["log1p"] = (static y => Math.Abs(y) < 1e-5 ? y : Math.Exp(y) - 1, Binades.Lowest, 9, true),
        ["tanh"] = (Math.Atanh, Binades.Lowest, -1, true),
        ["sigmoid"] = (static y => Math.Log(y / (1 - y)), Binades.Lowest, -1, false),
        ["softplus"] = (static y => y < 1e-8 ? Math.Log(y) : y > 40 ? y : Math.Log(Math.Exp(y) - 1), Binades.Lowest, Binades.Highest, false),
    };

    public static TheoryData<string> Functions => [.. ElementaryFunction.All.Select(static function => function.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Elementary_functions_are_as_accurate_as_stated_in_every_binade(string name)
    {
        var random = new Random(11);
        var (argument, lowest, highest, bothSigns) = s_inverses[name];
        IsWithin(name, "arguments of every binade", Binades.Sample(Binades.Lowest, Binades.Highest, Samples, bothSigns: true, random));
        IsWithin(name, "arguments of the middle binades", Binades.Sample(LowestMiddle, HighestMiddle, MiddleSamples, bothSigns: true, random));
        IsWithin(name, "results of every binade", [.. Binades.Sample(lowest, highest, Samples, bothSigns, random).Select(argument)]);
    }

    [Fact]
    public void Powers_are_within_1_ulp_in_every_binade_of_base_and_result()
    {
        var random = new Random(12);
        double[] x = Binades.Sample(Binades.Lowest, Binades.Highest, Samples, bothSigns: false, random);
        int[] exponents = [.. x.Select((_, i) => Binades.Lowest + i % (Binades.Highest - Binades.Lowest + 1))];
        random.Shuffle(exponents);
        // the middle of a binade, so that the rounding of the exponent does not leave it
        double[] y = [.. x.Select((value, i) => value == 1 ? 7.5 : (exponents[i] + 0.25 + random.NextDouble() / 2) * Math.Log(2) / Math.Log(value))];
        double[] actual = LaneRunner.Run<double>(typeof(Power), x, y);
        var worst = x.Select((value, i) => (Ulps: ExactFunctions.Power(value, y[i]).UlpsFrom(actual[i]), X: value, Y: y[i], Actual: actual[i])).MaxBy(static point => point.Ulps);
        string text = FormattableString.Invariant($"power: {worst.Ulps:0.0000} ulp at {worst.X:R}^{worst.Y:R} = {worst.Actual:R}");
        output.WriteLine(text);
        Assert.True(worst.Ulps <= Power.ToleranceUlps, text);
    }

    [Fact]
    public void Roots_and_quotients_are_rounded_once_in_every_binade()
    {
        double[] x = Binades.Sample(Binades.Lowest, Binades.Highest, Samples, bothSigns: true, new Random(13));
        Assert.Equal(x.Select(Math.Sqrt), LaneRunner.Run<double>(typeof(Sqrt), x));
        Assert.Equal(x.Select(static value => 1 / value), LaneRunner.Run<double>(typeof(Reciprocal), x));
    }

    private void IsWithin(string name, string what, double[] x)
    {
        var function = ElementaryFunction.All.Single(each => each.Name == name);
        double[] padded = [.. x, .. new double[(64 - x.Length % 64) % 64]], y = new double[padded.Length];
        function.Double(padded, y);
        var worst = (Ulps: -1.0, X: 0.0, Y: 0.0);
        for (int i = 0; i < x.Length; i++)
        {
            double ulps = function.UlpsOf(x[i], y[i]);
            if (!(ulps <= worst.Ulps)) worst = (ulps, x[i], y[i]);
        }

        double stated = ElementaryAccuracyTests.Stated[name].Double;
        string text = FormattableString.Invariant($"{name}, {x.Length} {what}: {worst.Ulps:0.0000} ulp at {worst.X:R}, where it gives {worst.Y:R}; stated {stated}");
        output.WriteLine(text);
        Assert.True(worst.Ulps < stated + 1e-4, text);
    }
}
