using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>
/// A uint32 lane that computes <see cref="Count"/> counter blocks of a random generator side by side. In which order the blocks
/// lie in the lane is its own affair: <see cref="Blocks"/> lays them out and <see cref="StoreUniforms"/> puts them in order.
/// </summary>
internal unsafe interface IVectorUInt32Lane<TSelf> : IUInt32Lane<TSelf> where TSelf : struct, IVectorUInt32Lane<TSelf>
{
    /// <summary>Blocks in one lane: a power of two, at most <see cref="RandomWords.MaxBlocks"/>.</summary>
    static abstract int Count { get; }

    /// <summary>The lower and upper words of the block numbers first, first + 1, ..., first + Count - 1.</summary>
    static abstract void Blocks(ulong first, out TSelf low, out TSelf high);

    /// <summary>
    /// From the four result words of each block, destination[4·b + j] = (word j of block b >> 8)·2^-24, for 4·Count elements;
    /// no alignment is needed.
    /// </summary>
    static abstract void StoreUniforms<T>(TSelf word0, TSelf word1, TSelf word2, TSelf word3, T* destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
