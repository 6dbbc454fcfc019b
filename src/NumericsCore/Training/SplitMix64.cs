namespace NumericsCore;

/// <summary>
/// The SplitMix64 generator: a counter in steps of 2^64 divided by the golden ratio, each value mixed to 64 random bits (Steele, Lea
/// and Flood, "Fast splittable pseudorandom number generators", 2014; the constants are Stafford's variant 13).
/// </summary>
internal struct SplitMix64
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>Starts at <paramref name="seed"/> + mix(<paramref name="stream"/>). Stream 0 is the published sequence, since mix(0) = 0.</summary>
    public SplitMix64(ulong seed, ulong stream) => _state = seed + Mix(stream);

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(_state += GoldenGamma);

    /// <summary>
    /// A uniform number from 0 to <paramref name="bound"/> - 1, without bias: the high half of a 128-bit product, sampled again where the
    /// low half falls in the incomplete last interval (Lemire, "Fast random integer generation in an interval", 2019).
    /// </summary>
    public ulong Below(ulong bound)
    {
        ulong high = Math.BigMul(Next(), bound, out ulong low);
        ulong incomplete = (0 - bound) % bound;
        while (low < incomplete) high = Math.BigMul(Next(), bound, out low);
        return high;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
