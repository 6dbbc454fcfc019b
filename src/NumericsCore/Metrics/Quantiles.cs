namespace NumericsCore;

/// <summary>Quantiles of numbers, linear between two of them (Hyndman and Fan's type 7, as NumPy and R have by default).</summary>
internal readonly struct Quantiles
{
    private readonly double[] _sorted;

    private Quantiles(double[] sorted) => _sorted = sorted;

    /// <summary>Those of these numbers, at least one.</summary>
    public static Quantiles Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return new(sorted);
    }

    /// <summary>The quantile of a probability from 0 to 1: 0.5 for the median.</summary>
    public double At(double probability)
    {
        double place = probability * (_sorted.Length - 1);
        int below = (int)Math.Floor(place), above = Math.Min(below + 1, _sorted.Length - 1);
        double weight = place - below;
        // halves first: their sum does not overflow
        return weight == 0 ? _sorted[below] : (1 - weight) * _sorted[below] + weight * _sorted[above];
    }
}
