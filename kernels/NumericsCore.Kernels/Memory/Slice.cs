namespace NumericsCore.Kernels;

/// <summary>A run of elements in device memory: what every kernel argument is.</summary>
/// <param name="Memory">The block.</param>
/// <param name="Offset">The first element, counted in elements of T from the start of the block.</param>
/// <param name="Length">The number of elements.</param>
internal readonly record struct Slice<T>(DeviceMemory Memory, nint Offset, nint Length) where T : unmanaged
{
    // fields: each getter of each T would be compiled before the first step
    public readonly DeviceMemory Memory = Memory;
    public readonly nint Offset = Offset, Length = Length;

    /// <summary>The part that starts <paramref name="start"/> elements in.</summary>
    public Slice<T> Part(nint start, nint length)
    {
        OutOfRange.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Length);
        return new(Memory, Offset + start, length);
    }
}

/// <summary>A kernel input seen as a matrix: element (r, c) is at r·RowStride + c·ColumnStride. A stride of 0 broadcasts.</summary>
internal readonly record struct Operand<T>(Slice<T> Data, nint RowStride, nint ColumnStride) where T : unmanaged
{
    public readonly Slice<T> Data = Data;
    public readonly nint RowStride = RowStride, ColumnStride = ColumnStride;
}
