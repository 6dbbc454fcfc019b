namespace NumericsCore;

/// <summary>
/// Seeded shuffles that give the same order on every machine and in every version: Fisher and Yates's shuffle (Durstenfeld, 1964),
/// driven by the generator SplitMix64 (Steele, Lea and Flood, 2014), whose arithmetic is exact integers.
/// </summary>
public static class Shuffle
{
    /// <summary>
    /// The numbers 0 to <paramref name="count"/> - 1 in random order: for i from count - 1 down to 1, swap element i with element j,
    /// j uniform from 0 to i.
    /// </summary>
    /// <param name="count">How many numbers, 0 or more.</param>
    /// <param name="seed">Chooses the order.</param>
    /// <param name="stream">Chooses among the independent orders of one seed, such as one for each epoch.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static int[] Permutation(int count, ulong seed, ulong stream = 0)
    {
        Kernels.OutOfRange.ThrowIfNegative(count);
        var order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        var random = new SplitMix64(seed, stream);
        for (int i = count - 1; i > 0; i--)
        {
            int j = (int)random.Below((uint)i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}
