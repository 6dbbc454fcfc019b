namespace NumericsCore.Kernels;

/// <summary>A lane that the CPU drivers load from memory and store to it.</summary>
internal unsafe interface IVectorLane<TSelf, T> : ILane<TSelf>
    where TSelf : struct, IVectorLane<TSelf, T>
    where T : unmanaged
{
    /// <summary>Elements in one lane.</summary>
    static abstract int Count { get; }

    static abstract TSelf Broadcast(T value);

    /// <summary>Loads Count elements; no alignment is needed.</summary>
    static abstract TSelf Load(T* source);

    /// <summary>Stores Count elements; no alignment is needed.</summary>
    static abstract void Store(TSelf value, T* destination);

    /// <summary>Stores Count elements past the caches where the hardware can; the destination is aligned to the lane.</summary>
    static abstract void StoreStreaming(TSelf value, T* destination);

    /// <summary>Element <paramref name="index"/> of the lane.</summary>
    static abstract T Element(TSelf value, int index);

    /// <summary>Whether an element of one is equal to that of the other.</summary>
    static abstract bool AnyEqual(TSelf a, TSelf b);
}
