using Xunit.Abstractions;

namespace NumericsCore.Kernels.Tests;

/// <summary>
/// Sine, cosine and tangent of the numbers of every exponent that come nearest to multiples of π/2, where every word of 2/π counts and what is left of
/// the number has the fewest bits, against integer arithmetic.
/// </summary>
public class PiReductionTests(ITestOutputHelper output)
{
    private static readonly Type[] s_functions = [typeof(Sin), typeof(Cos), typeof(Tan)];

    [Fact]
    public void Float64_is_as_accurate_as_stated_next_to_multiples_of_half_pi()
    {
        double[] x = [.. Enumerable.Range(-51, 1023).SelectMany(static exponent => ExactAngles.NearQuarters(53, exponent)).Where(static x => x >= 0.785).Distinct()];
        Check(x, s_functions.Select(function => LaneRunner.Run<double>(function, x)), static (exact, y) => exact.UlpsFrom(y), 0.52);
    }

    [Fact]
    public void Float32_is_as_accurate_as_stated_next_to_multiples_of_half_pi()
    {
        float[] x = [.. Enumerable.Range(-23, 128).SelectMany(static exponent => ExactAngles.NearQuarters(24, exponent)).Where(static x => x >= 0.785).Distinct().Select(static x => (float)x)];
        Check([.. x.Select(static x => (double)x)], s_functions.Select(function => LaneRunner.Run<float>(function, x).Select(static y => (double)y).ToArray()),
            static (exact, y) => Ulps.Between(Math.ScaleB(exact.Value.High, exact.Exponent), (float)y), 0.52);
    }

    private void Check(double[] x, IEnumerable<double[]> results, Func<ExactValue, double, double> ulps, double stated)
    {
        var exact = Array.ConvertAll(x, ExactAngles.Of);
        double nearest = exact.Min(static values => Math.Min(Magnitude(values.Sine), Magnitude(values.Cosine)));
        foreach (var (function, y, of) in s_functions.Zip(results, [values => values.Sine, values => values.Cosine, (Func<(ExactValue Sine, ExactValue Cosine, ExactValue Tangent), ExactValue>)(values => values.Tangent)]))
        {
            var worst = x.Select((argument, i) => (Ulps: ulps(of(exact[i]), y[i]), X: argument, Y: y[i])).MaxBy(static point => point.Ulps);
            string text = FormattableString.Invariant($"{function.Name}: {worst.Ulps:0.0000} ulp at {worst.X:R}, where it gives {worst.Y:R}; of {x.Length}, the nearest {nearest}");
            output.WriteLine(text);
            Assert.True(worst.Ulps <= stated, text);
        }
    }

    private static double Magnitude(ExactValue value) => Math.Abs(Math.ScaleB(value.Value.High, value.Exponent));
}
