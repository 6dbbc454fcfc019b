using Xunit.Abstractions;

namespace NumericsCore.Kernels.Tests;

/// <summary>The functions beside the elementary ones: float32 against float64, float64 against mpmath.</summary>
public class ShelfAccuracyTests(ITestOutputHelper output)
{
    // the most of every 997th float32 argument and those near breakpoints, and of the points of shelf-golden.csv in float64
    private static readonly Dictionary<string, (double Single, double Double)> s_stated = new()
    {
        ["exp2"] = (0.7518, 0.6),
        ["expm1"] = (0.7701, 0.6),
        ["log2"] = (0.6, 0.6),
        ["log10"] = (0.6, 0.6),
        ["log_sigmoid"] = (1.0454, 0.8667),
        ["elu"] = (0.7701, 0.6),
        ["selu"] = (1.0550, 0.7107),
        ["silu"] = (1.4717, 0.9703),
        ["gelu_tanh"] = (1.4761, 0.8888),
        ["mish"] = (1.6421, 1.0882),
        ["softsign"] = (1.4919, 1.2631),
        ["hard_sigmoid"] = (1.0000, 1.0000),
        ["hard_swish"] = (1.0000, 1.0000),
        ["gelu"] = (1.32, 0.86),
        ["sin"] = (0.76, 0.55),
        ["cos"] = (0.76, 0.5),
        ["tan"] = (0.9, 0.56),
        ["asin"] = (0.64, 0.53),
        ["acos"] = (0.62, 0.52),
        ["atan"] = (0.6627, 0.53),
        ["sinh"] = (1.01, 0.69),
        ["cosh"] = (0.8638, 0.62),
        ["erf"] = (1.5351, 0.55),
        ["erfc"] = (0.9637, 0.72),
    };

    private const int Block = 4096;

    private static readonly IReadOnlyList<Golden> s_golden = Golden.Read("shelf-golden.csv", 1);

    public static TheoryData<string> Functions => [.. ElementaryFunction.Shelf.Select(static function => function.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32_is_as_accurate_as_stated_for_every_997th_argument(string name)
    {
        var function = Function(name);
        float[] x = new float[Block], y = new float[Block];
        var worst = (Ulps: -1.0, X: 0f, Y: 0f);
        for (long first = 0; first < 1L << 32; first += 997L * Block)
        {
            for (int i = 0; i < Block; i++) x[i] = BitConverter.UInt32BitsToSingle((uint)(first + 997L * i));
            Measure();
        }

        float[] special = [.. SpecialArguments.Single];
        foreach (float[] part in special.Chunk(Block))
        {
            part.CopyTo(x, 0);
            Measure();
        }

        string text = FormattableString.Invariant($"{name}: {worst.Ulps:0.0000} ulp at {worst.X:R}, where it gives {worst.Y:R} and the reference {function.Reference(worst.X):R}; stated {s_stated[name].Single}");
        output.WriteLine(text);
        Assert.True(worst.Ulps <= s_stated[name].Single + 0.001, text);

        void Measure()
        {
            function.Single(x, y);
            for (int i = 0; i < Block; i++)
            {
                double ulps = Ulps.Between(function.Reference(x[i]), y[i]);
                if (!(ulps <= worst.Ulps)) worst = (ulps, x[i], y[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float64_is_as_near_to_mpmath_as_stated(string name)
    {
        Golden[] points = [.. s_golden.Where(golden => golden.Function == name)];
        Assert.True(points.Length >= 60, $"{points.Length} points");
        double[] x = [.. points.Select(static golden => golden.Arguments[0])], padded = [.. x, .. new double[64 - x.Length % 64]], y = new double[padded.Length];
        Function(name).Double(padded, y);
        var worst = points.Select((golden, i) => (Ulps: golden.Value.UlpsFrom(y[i]), X: x[i], Y: y[i])).MaxBy(static point => point.Ulps);
        string text = FormattableString.Invariant($"{name}: {worst.Ulps:0.0000} ulp at {worst.X:R}, where it gives {worst.Y:R}; stated {s_stated[name].Double}");
        output.WriteLine(text);
        Assert.True(worst.Ulps <= s_stated[name].Double + 0.0001, text);
    }

    private static ElementaryFunction Function(string name) => ElementaryFunction.Shelf.Single(function => function.Name == name);
}
