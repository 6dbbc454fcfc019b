namespace NumericsCore.Kernels;

/// <summary>
/// An associative combination of elements, with one fixed reduction order on every device. The n elements along the reduced axis are
/// cut into blocks of <see cref="ReductionOrder.Block"/>. Within a block, accumulator j of <see cref="ReductionOrder.Accumulators"/>
/// starts at the identity and combines elements j, j + 64, j + 128, ... in ascending order; then the accumulators are halved:
/// for w = 32, 16, 8, 4, 2, 1, accumulator j becomes Combine(j, j + w) for j &lt; w. The results of the blocks, in order, are
/// reduced the same way until one is left.
/// </summary>
public interface IReduction
{
    /// <summary>The value that changes nothing when combined.</summary>
    static abstract double Identity { get; }

    /// <summary>Combines the accumulator with a further value.</summary>
    static abstract TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane>;
}

/// <summary>The constants of the order of reductions and of matrix products; part of the promise of equal bits.</summary>
public static class ReductionOrder
{
    /// <summary>Interleaved accumulators in a block.</summary>
    public const int Accumulators = 64;

    /// <summary>Elements in a block.</summary>
    public const int Block = 1024;

    /// <summary>
    /// Terms of an element of a matrix product in a block. Within a block they are one chain of fused multiply-adds from +0, in ascending
    /// order; to the sum of the first block those of the further ones are added, in ascending order. The column sums beside a product
    /// are chains of additions in the same blocks.
    /// </summary>
    public const int ProductBlock = 256;
}
