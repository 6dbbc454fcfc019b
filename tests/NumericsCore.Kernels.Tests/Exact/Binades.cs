namespace NumericsCore.Kernels.Tests;

/// <summary>The binades of float64, [2^e, 2^(e+1)) for e from -1074 to 1023: those below -1022 hold the denormal numbers.</summary>
internal static class Binades
{
    public const int Lowest = -1074;
    public const int Highest = 1023;

    private const int LowestNormal = -1022;
    private const int Digits = 52;

    /// <summary>The first and the last number of a binade, and random ones between them.</summary>
    public static IEnumerable<double> Sample(int exponent, int count, Random random)
    {
        int digits = Math.Min(Digits, exponent - Lowest);
        long first = exponent < LowestNormal ? 1L << digits : (long)(exponent - LowestNormal + 1) << Digits;
        long length = 1L << digits;
        return new[] { 0, length - 1 }.Concat(Enumerable.Range(0, count).Select(_ => random.NextInt64(length))).Select(i => BitConverter.Int64BitsToDouble(first + i));
    }

    /// <summary>Numbers of each of the binades, positive ones first, then, if asked, their negatives.</summary>
    public static double[] Sample(int lowest, int highest, int count, bool bothSigns, Random random)
    {
        double[] positive = [.. Enumerable.Range(lowest, highest - lowest + 1).SelectMany(exponent => Sample(exponent, count, random))];
        return bothSigns ? [.. positive, .. positive.Select(static x => -x)] : positive;
    }
}
