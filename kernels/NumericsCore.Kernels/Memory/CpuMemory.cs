namespace NumericsCore.Kernels;

/// <summary>A block of native memory, aligned to 64 bytes. It has no finalizer: the region that it lies in has one, for all its blocks.</summary>
internal sealed unsafe class CpuMemory(CpuBackend backend, CpuRegion region, byte* pointer, nint byteLength) : DeviceMemory(backend, byteLength)
{
    public byte* Pointer { get; } = pointer;

    public override bool IsReachableFrom(Backend backend) => backend is CpuBackend;

    protected override void Release() => region.Return(Pointer);
}

internal static unsafe class CpuSlices
{
    /// <summary>The address of the first element; valid while the slice's memory is kept alive.</summary>
    public static T* Pointer<T>(this Slice<T> slice) where T : unmanaged => (T*)((CpuMemory)slice.Memory).Pointer + slice.Offset;
}
