using System.Numerics;

namespace NumericsCore.Kernels.Tests;

/// <summary>The order of reductions, spelled out from the documentation of <see cref="IReduction"/> one number at a time.</summary>
internal static class SummationOrder
{
    public static T Sum<T>(T[] elements) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reduce(elements, T.Zero, (accumulator, value) => accumulator + value);

    public static T Reduce<T>(T[] elements, T identity, Func<T, T, T> combine)
    {
        if (elements.Length == 0) return identity;
        do elements = [.. elements.Chunk(1024).Select(block => Block(block, identity, combine))];
        while (elements.Length > 1);
        return elements[0];
    }

    private static T Block<T>(T[] block, T identity, Func<T, T, T> combine)
    {
        var accumulators = new T[64];
        Array.Fill(accumulators, identity);
        for (int j = 0; j < 64; j++)
            for (int k = j; k < block.Length; k += 64)
                accumulators[j] = combine(accumulators[j], block[k]);
        for (int w = 32; w >= 1; w /= 2)
            for (int j = 0; j < w; j++)
                accumulators[j] = combine(accumulators[j], accumulators[j + w]);
        return accumulators[0];
    }
}
