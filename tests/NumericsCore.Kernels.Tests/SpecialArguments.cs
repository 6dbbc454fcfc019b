namespace NumericsCore.Kernels.Tests;

/// <summary>Arguments where formulas break: special values, ends of ranges, switches of the range reduction, each with 16 neighbours on both sides.</summary>
internal static class SpecialArguments
{
    private const int Neighbours = 16;

    private static readonly double[] s_breakpoints =
    [
        0, 0.5, 1, 2, 3, 9.010913, 10, 19.061547, 20, 24, 33, 40, 64, 1e10, 1e30, 1e300,
        float.Epsilon, 1.17549435e-38, float.MaxValue, double.Epsilon, 2.2250738585072014e-308, double.MaxValue,
        Math.Sqrt(2), Math.Sqrt(0.5), Math.Sqrt(2) - 1, 1 - Math.Sqrt(0.5), Math.Sqrt(8),
        .. Enumerable.Range(0, 12).Select(i => (i + 0.5) * Math.Log(2)),
        .. Enumerable.Range(0, 12).Select(i => (i + 0.5) * Math.Log(2) / 2),
        // where 1 + e^x is the root of 2, at which the logarithm within softplus changes its reduction
        Math.Log(Math.Sqrt(2) - 1),
        16.635532, 36.7368, 87.33654, 88.02969, 88.72283, 89, 103.27893, 103.97208, 105, 708.3964185322641, 709.782712893384, 744.4400719213812, 745.1332191019411, 746,
        Math.ScaleB(1, 24), Math.ScaleB(1, 25), Math.ScaleB(1, 53), Math.ScaleB(1, 54), Math.ScaleB(1, 64), Math.ScaleB(1, 127), Math.ScaleB(1, 1023),
        Math.ScaleB(1, -12), Math.ScaleB(1, -24), Math.ScaleB(1, -27), Math.ScaleB(1, -53),
    ];

    public static IEnumerable<double> Double => Around(Math.BitIncrement, Math.BitDecrement)
        .Concat([double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0]);

    public static IEnumerable<float> Single => Around(x => MathF.BitIncrement((float)x), x => MathF.BitDecrement((float)x))
        .Concat([double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0]).Select(x => (float)x);

    private static IEnumerable<double> Around(Func<double, double> next, Func<double, double> previous)
    {
        foreach (double point in s_breakpoints.SelectMany(x => new[] { x, -x }))
        {
            double up = point;
            double down = point;
            for (int i = 0; i < Neighbours; i++)
            {
                yield return up;
                yield return down;
                up = next(up);
                down = previous(down);
            }
        }
    }
}
