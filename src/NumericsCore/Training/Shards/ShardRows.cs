namespace NumericsCore;

/// <summary>The rows of a batch that a virtual shard has: neighbours, none or more.</summary>
/// <param name="Start">The first row; a multiple of <see cref="Unit"/>.</param>
/// <param name="Count">How many.</param>
internal readonly record struct ShardRows(int Start, int Count)
{
    /// <summary>Shards begin at multiples of this, so that each begins at a whole block of four random words whatever a sample's size.</summary>
    public const int Unit = 4;

    /// <summary>Shard k of S has the units ⌊kn/S⌋ to ⌊(k + 1)n/S⌋ − 1 of the batch's n.</summary>
    public static ShardRows Of(int shard, int shards, int batchRows)
    {
        long units = (batchRows + Unit - 1L) / Unit;
        int start = Row(shard);
        return new(start, Row(shard + 1) - start);

        int Row(long first) => (int)Math.Min(batchRows, first * units / shards * Unit);
    }

    /// <summary>The shards that a process computes: neighbours, at least one where there are as many shards as processes.</summary>
    public static (int First, int End) HeldBy(int rank, int processes, int shards) =>
        ((int)((long)rank * shards / processes), (int)((rank + 1L) * shards / processes));
}
