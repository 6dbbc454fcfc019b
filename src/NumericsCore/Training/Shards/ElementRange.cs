namespace NumericsCore;

/// <summary>Neighbouring elements.</summary>
/// <param name="Start">The first.</param>
/// <param name="Count">How many; may be none.</param>
internal readonly record struct ElementRange(long Start, long Count)
{
    // parts begin at whole cache lines
    private const int Alignment = 16;

    /// <summary>The part of so many elements that one of several processes adds up for all.</summary>
    public static ElementRange Part(long length, int rank, int processes)
    {
        long units = (length + Alignment - 1) / Alignment;
        long start = At(rank);
        return new(start, At(rank + 1L) - start);

        long At(long first) => Math.Min(length, first * units / processes * Alignment);
    }

    /// <summary>What of it lies from one element to just before another.</summary>
    public ElementRange Within(long start, long end)
    {
        long first = Math.Clamp(Start, start, end);
        return new(first, Math.Clamp(Start + Count, start, end) - first);
    }
}
