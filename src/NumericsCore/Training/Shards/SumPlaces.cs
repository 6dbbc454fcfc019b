namespace NumericsCore;

/// <summary>
/// Where the sums lie that a process exchanges: in slots, one after the other, or, where it holds one subtree and no bucket has both of them, its
/// gradients and the rest where they were computed, which spares two copies.
/// </summary>
/// <param name="slots">The slots; null for the sums in place.</param>
/// <param name="gradients">The gradients.</param>
/// <param name="rest">What lies behind them in a sum.</param>
internal sealed class SumPlaces(Tensor? slots, Tensor gradients, Tensor rest)
{
    /// <summary>Whether the sums are exchanged where they were computed.</summary>
    public bool IsInPlace => slots is null;

    /// <summary>Whether they can be: the process has one sum, and gradients and the rest have buckets of their own.</summary>
    public static bool CanBe(int roots, ElementRange[] buckets) => roots == 1 && buckets.Length > 1;

    /// <summary>The tensor that has a bucket, and what is added to the places of its elements in the sum.</summary>
    public (Tensor Sums, long Offset) Of(ElementRange bucket) =>
        slots is not null ? (slots, 0) : bucket.Start < gradients.ElementCount ? (gradients, 0) : (rest, -gradients.ElementCount);
}
