namespace NumericsCore.CudaEmulator;

/// <summary>The order in which the blocks of a grid run: ascending, or one that chance chooses.</summary>
internal static class BlockOrder
{
    public static IEnumerable<long> Of(long blocks, Random? random)
    {
        // each step ends at another block, for it has no divisor in common with their number
        long first = random?.NextInt64(blocks) ?? 0, step = random?.NextInt64(1, blocks + 1) ?? 1;
        while (GreatestCommonDivisor(step, blocks) != 1) step++;
        for (long i = 0; i < blocks; i++) yield return (long)(((UInt128)first + ((UInt128)i * (UInt128)step)) % (UInt128)blocks);
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
