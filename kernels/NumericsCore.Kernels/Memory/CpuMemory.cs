namespace NumericsCore.Kernels;

/// <summary>A block of native memory, aligned to 64 bytes.</summary>
internal sealed unsafe class CpuMemory(CpuBackend backend, BlockPool<nint> pool, byte* pointer, nint byteLength) : DeviceMemory(backend, byteLength)
{
    public byte* Pointer { get; } = pointer;

    public override bool IsReachableFrom(Backend backend) => backend is CpuBackend;

    protected override void Release() => pool.Return((nint)Pointer, ByteLength);
}

internal static unsafe class CpuSlices
{
    /// <summary>The address of the first element; valid while the slice's memory is kept alive.</summary>
    public static T* Pointer<T>(this Slice<T> slice) where T : unmanaged => (T*)((CpuMemory)slice.Memory).Pointer + slice.Offset;
}
