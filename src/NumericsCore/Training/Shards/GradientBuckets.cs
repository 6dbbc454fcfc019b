namespace NumericsCore;

/// <summary>
/// The pieces in which a sum travels: whole parameters' gradients, the last ones first, as the backward pass completes them in this order (as PyTorch's
/// DistributedDataParallel has it, Li et al. 2020). All processes find the same ones, for they have the same parameters.
/// </summary>
internal static class GradientBuckets
{
    /// <summary>A bucket is closed when it has come to so many bytes: what is sent in pieces smaller than that waits for the wire, not for its bytes.</summary>
    public const int LeastBytes = 1 << 20;

    /// <summary>The buckets of a sum; one where that is little, or where each process needs its own part.</summary>
    /// <param name="buffer">The parameters.</param>
    /// <param name="length">Elements of a sum: gradients, then what else there is, which is complete last and has a bucket of its own.</param>
    /// <param name="isWhole">Whether there is to be one.</param>
    public static ElementRange[] Of(ParameterBuffer buffer, long length, bool isWhole)
    {
        var buckets = new List<ElementRange>();
        long end = buffer.Length, least = LeastBytes / buffer.ElementType.ByteSize();
        for (int i = buffer.Offsets.Length - 1; i >= 0 && !isWhole; i--)
        {
            long start = buffer.Offsets[i];
            if (end - start < least && i > 0) continue;
            buckets.Add(new(start, end - start));
            end = start;
        }

        return buckets.Count < 2 ? [new(0, length)] : [.. buckets, new(buffer.Length, length - buffer.Length)];
    }
}
