using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>Memory of a GPU for what the launches of one call hand to each other; it goes back with the call's end, also where a launch is refused.</summary>
internal readonly ref struct GpuScratch<TLane> : IDisposable where TLane : unmanaged
{
    private readonly GpuMemoryPool _pool;
    private readonly MemoryBuffer _block;
    private readonly nint _byteLength;

    /// <param name="pool">The device's memory.</param>
    /// <param name="length">Elements.</param>
    /// <exception cref="InsufficientMemoryException">The device has no memory of that size.</exception>
    public GpuScratch(GpuMemoryPool pool, nint length)
    {
        _pool = pool;
        (_block, _byteLength) = pool.Take(checked(length * Unsafe.SizeOf<TLane>()));
        View = _block.View<TLane>(0, length);
    }

    /// <summary>The elements.</summary>
    public ArrayView<TLane> View { get; }

    public void Dispose() => _pool.Return(_block, _byteLength);
}
