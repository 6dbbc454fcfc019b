namespace NumericsCore.Benchmarks;

/// <summary>The largest distance from the exact value so far, in ulps, and where it is.</summary>
internal readonly record struct Worst(double Ulps, double X)
{
    public Worst Or(Worst other) => other.Ulps > Ulps ? other : this;
}
