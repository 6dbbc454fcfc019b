namespace NumericsCore.Kernels.Tests;

/// <summary>Where float64 results are known to be far from exact, found beside MPFR: samples of all numbers hardly come there.</summary>
internal static class WorstArguments
{
    private const int Neighbours = 20_000;

    private static readonly Dictionary<string, double> s_worst = new()
    {
        ["log"] = 0.7038324569611293,
        ["log1p"] = -0.2941819796221031,
        ["tanh"] = 0.1250743357961925,
        ["sigmoid"] = -6.238000015725232,
        ["softplus"] = 0.3342637639864022,
    };

    /// <summary>The worst argument known with its neighbours on both sides; of exp, whose denormal results are the worst, a fixed sample of their arguments.</summary>
    public static double[] Near(string function)
    {
        Random random = new(7);
        return s_worst.TryGetValue(function, out double x)
            ? [.. Enumerable.Range(-Neighbours, 2 * Neighbours + 1).Select(i => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) + i))]
            : [.. Enumerable.Range(0, 100_000).Select(_ => -708.3964 - random.NextDouble() * 2)];
    }
}
