namespace NumericsCore.Measurement;

/// <summary>The orders of docs/numerics.md, as the number of elements of the smallest sum that holds two of n elements.</summary>
internal static class DocumentedOrder
{
    // as the page has them, and not the constants of the code that is checked
    private const int Block = 1024;
    private const int Accumulators = 64;
    private const int ProductBlock = 256;

    /// <summary>
    /// Reductions: blocks of 1,024; in a block, accumulator j of 64 adds elements j, j + 64, j + 128, ...; then accumulator j adds accumulator
    /// j + w for w = 32, 16, 8, 4, 2, 1; the blocks' results are summed in the same way.
    /// </summary>
    public static int Reduction(int n, int a, int b)
    {
        // from the elements to the results of blocks, and of blocks of blocks, until both are in one block
        long size = 1;
        int items = n;
        while (a / Block != b / Block)
        {
            (a, b) = (a / Block, b / Block);
            size *= Block;
            items = (items + Block - 1) / Block;
        }

        int start = a / Block * Block, length = Math.Min(Block, items - start);
        var (i, j) = (a - start, b - start);
        if (i % Accumulators == j % Accumulators) return Leaves(i % Accumulators, Accumulators, Math.Max(i, j) + 1);
        // after the additions of width w, accumulator j < w has all elements that are j modulo w
        int w = Accumulators / 2;
        while (i % w != j % w) w /= 2;
        return Leaves(i % w, w, length);

        // of items first, first + step, ... below end, all are whole but the last of all
        int Leaves(int first, int step, int end)
        {
            int count = (end - first + step - 1) / step, last = start + first + (count - 1) * step;
            return (int)(count * size - (last == items - 1 ? items * size - n : 0));
        }
    }

    /// <summary>Products: blocks of 256, each one ascending chain; to the first block's sum the others are added, ascending.</summary>
    public static int Product(int n, int a, int b)
    {
        int later = Math.Max(a, b), block = later / ProductBlock;
        return Math.Min(a, b) / ProductBlock == block ? later - block * ProductBlock + 1 : Math.Min(n, (block + 1) * ProductBlock);
    }
}
