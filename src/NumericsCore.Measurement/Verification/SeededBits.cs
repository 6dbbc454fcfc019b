namespace NumericsCore.Measurement;

/// <summary>Numbers of <see cref="SplitMix64"/>, the same in every version of .NET; hashes that are shipped hang on how they are cut to a range.</summary>
internal sealed class SeededBits(ulong seed)
{
    private SplitMix64 _bits = new(seed, 0);

    /// <summary>The next number from 0 to <paramref name="end"/> − 1.</summary>
    public int Below(int end) => (int)(_bits.Next() % (ulong)end);

    /// <summary>The next multiple of 2⁻²⁴ in [0, 1), which float32 holds, too.</summary>
    public double Unit() => Math.ScaleB(_bits.Next() >> 40, -24);
}
