using System.Numerics;

namespace NumericsCore.Kernels.Tests;

public class ElementaryAccuracyTests
{
    // what docs/accuracy.md states: the most of all float32 arguments, and of samples in float64, those near the worst arguments known among them
    internal static IReadOnlyDictionary<string, (double Single, double Double)> Stated { get; } = new Dictionary<string, (double Single, double Double)>
    {
        ["exp"] = (0.7578, 0.7636),
        ["log"] = (0.8869, 0.9404),
        ["log1p"] = (0.9272, 0.9233),
        ["tanh"] = (0.7614, 0.7809),
        ["sigmoid"] = (1.4797, 1.4949),
        ["softplus"] = (1.0783, 1.0756),
    };

    private const int Block = 4096;

    private static readonly IReadOnlyList<Golden> s_golden = Golden.Read("elementary-golden.csv", 1);

    public static TheoryData<string> Functions => [.. ElementaryFunction.All.Select(function => function.Name)];

    [Fact]
    public void The_references_agree_with_mpmath_to_90_bits()
    {
        Assert.True(s_golden.Count >= 1000);
        foreach (Golden golden in s_golden)
        {
            ExactValue value = Function(golden.Function).Exact!(golden.Arguments[0]);
            DoubleDouble difference = value.Value - golden.Value.Value.Scale(golden.Value.Exponent - value.Exponent);
            double relative = Math.Abs(difference.High / value.Value.High);
            Assert.True(relative < Math.ScaleB(1, -90), $"{golden.Function}({golden.Arguments[0]:R}): off by {relative}");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float64_is_as_near_to_mpmath_aStated(string name)
    {
        Golden[] points = [.. s_golden.Where(golden => golden.Function == name)];
        double[] y = Map(Function(name).Double, [.. points.Select(golden => golden.Arguments[0])]);
        for (int i = 0; i < points.Length; i++)
            Assert.True(points[i].Value.UlpsFrom(y[i]) <= Stated[name].Double + 0.1, $"{name}({points[i].Arguments[0]:R}) = {y[i]:R}");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float64_is_as_accurate_aStated_for_random_arguments(string name)
    {
        Random random = new(1);
        double[] x = [.. SpecialArguments.Double, .. Enumerable.Range(0, 20_000).Select(i => i % 2 == 0
            ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))
            : (random.NextDouble() * 80) - 40)];
        double[] y = Map(Function(name).Double, x);
        for (int i = 0; i < x.Length; i++)
            Assert.True(Function(name).UlpsOf(x[i], y[i]) <= Stated[name].Double + 0.1, $"{name}({x[i]:R}) = {y[i]:R}");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float64_comes_to_what_iStated_near_the_worst_arguments_known(string name)
    {
        double[] x = WorstArguments.Near(name);
        var worst = x.Zip(Map(Function(name).Double, x), (argument, result) => (Ulps: Function(name).UlpsOf(argument, result), X: argument)).Max();
        // of exp a sample comes close
        double less = name == "exp" ? 0.02 : 1e-4;
        Assert.True(worst.Ulps > Stated[name].Double - less && worst.Ulps < Stated[name].Double + 1e-4, FormattableString.Invariant($"{worst.Ulps:0.0000} at {worst.X:R}, stated {Stated[name].Double}"));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32_is_as_accurate_aStated_for_every_997th_argument(string name)
    {
        float[] x = new float[Block];
        float[] y = new float[Block];
        for (long first = 0; first < 1L << 32; first += 997L * Block)
        {
            for (int i = 0; i < Block; i++)
                x[i] = BitConverter.UInt32BitsToSingle((uint)(first + (997L * i)));
            Function(name).Single(x, y);
            AssertWithin(name, x, y);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32_is_as_accurate_aStated_next_to_breakpoints(string name)
    {
        float[] x = [.. SpecialArguments.Single];
        AssertWithin(name, x, Map(Function(name).Single, x));
    }

    private static void AssertWithin(string name, float[] x, float[] y)
    {
        Func<double, double> reference = Function(name).Reference;
        for (int i = 0; i < x.Length; i++)
        {
            if (!(Ulps.Between(reference(x[i]), y[i]) <= Stated[name].Single + 0.001))
                Assert.Fail($"{name}({x[i]:R}) = {y[i]:R}, expected {reference(x[i]):R}");
        }
    }

    private static ElementaryFunction Function(string name) => ElementaryFunction.All.Single(function => function.Name == name);

    /// <summary>Maps an array of any length, which is padded to whole lanes.</summary>
    private static T[] Map<T>(SpanMap<T> map, T[] x) where T : INumber<T>
    {
        T[] padded = new T[(x.Length + 63) / 64 * 64];
        x.CopyTo(padded, 0);
        T[] y = new T[padded.Length];
        map(padded, y);
        return y[..x.Length];
    }
}
