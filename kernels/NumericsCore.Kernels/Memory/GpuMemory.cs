using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>A block of one GPU's memory.</summary>
internal sealed class GpuMemory(GpuBackend backend, GpuMemoryPool pool, MemoryBuffer buffer, nint byteLength) : DeviceMemory(backend, byteLength)
{
    ~GpuMemory()
    {
        if (!IsReleased) pool.Return(Buffer, ByteLength);
    }

    public MemoryBuffer Buffer { get; } = buffer;

    public override bool IsReachableFrom(Backend backend) => backend is GpuBackend gpu && gpu.Pool == pool;

    protected override void Release()
    {
        pool.Return(Buffer, ByteLength);
        BlockFinalizer.Suppress(this);
    }
}

internal static class GpuSlices
{
    /// <summary>The elements of a slice as kernels see them; valid while the slice's memory is kept alive.</summary>
    public static ArrayView<TElement> View<TElement>(this MemoryBuffer buffer, nint offset, nint length) where TElement : unmanaged
    {
        // ILGPU hands OpenCL kernels the offset as an int
        if (buffer.Accelerator.AcceleratorType == AcceleratorType.OpenCL && offset > int.MaxValue)
            throw new NotSupportedException($"A slice starts {offset} elements into its block; on OpenCL at most {int.MaxValue} are possible.");
        nint size = Unsafe.SizeOf<TElement>();
        return length == 0 ? default : buffer.AsRawArrayView(offset * size, length * size).Cast<TElement>();
    }

    /// <summary>The elements of a slice; valid while its memory is kept alive. A slice without elements may be without memory.</summary>
    public static ArrayView<TElement> View<TElement, T>(this Slice<T> slice) where TElement : unmanaged where T : unmanaged =>
        slice.Memory is GpuMemory memory ? memory.Buffer.View<TElement>(slice.Offset, slice.Length) : default;

    /// <summary>Whether vectors of four of the slice's elements lie where 128-bit instructions can move them.</summary>
    public static bool IsVec4Aligned<T>(this Slice<T> slice) where T : unmanaged => slice.Offset * Unsafe.SizeOf<T>() % Vec4<GpuSingle>.Alignment == 0;
}
