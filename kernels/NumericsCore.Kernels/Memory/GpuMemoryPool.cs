using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NumericsCore.Kernels;

/// <summary>Blocks of one GPU's memory.</summary>
internal sealed class GpuMemoryPool(Accelerator accelerator) : BlockPool<MemoryBuffer>
{
    // ILGPU's own finalizer would free a buffer that comes back through ours
    private readonly HashSet<MemoryBuffer> _alive = [];

    /// <summary>Takes a block back: at once, because whoever gets it next is queued behind; or, within a capture, when the captured work runs no more.</summary>
    public override void Return(MemoryBuffer block, nint byteLength)
    {
        if (GpuCapture.Active is { } capture) KeepFor(capture, block, byteLength);
        else base.Return(block, byteLength);
    }

    protected override MemoryBuffer Allocate(nint byteLength)
    {
        if (MemoryShortage.Refuses()) throw NoRoom(byteLength, null);
        try
        {
            var buffer = accelerator.AllocateRaw(byteLength, 1);
            lock (_alive) _alive.Add(buffer);
            return buffer;
        }
        catch (CudaException exception) when (exception.Error == "CUDA_ERROR_OUT_OF_MEMORY")
        {
            throw NoRoom(byteLength, exception);
        }
        catch (CLException exception) when (exception.Error is CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES
            or CLError.CL_OUT_OF_HOST_MEMORY or CLError.CL_INVALID_BUFFER_SIZE)
        {
            throw NoRoom(byteLength, exception);
        }
        catch (AcceleratorException exception)
        {
            throw DeviceException.Of(accelerator, $"a request for a block of {MemoryText.Size(byteLength)}", exception);
        }
    }

    protected override void Free(MemoryBuffer block)
    {
        lock (_alive) _alive.Remove(block);
        try
        {
            block.Dispose();
        }
        catch (AcceleratorException exception)
        {
            throw DeviceException.Of(accelerator, "the return of a block", exception);
        }
    }

    // apart, so that a return outside of captures allocates nothing
    private void KeepFor(GpuCapture capture, MemoryBuffer block, nint byteLength) => capture.OnRelease(() => base.Return(block, byteLength));

    private InsufficientMemoryException NoRoom(nint byteLength, Exception? cause) =>
        MemoryText.NoRoom(accelerator.Name, byteLength, $"of its {MemoryText.Size(accelerator.MemorySize)}, ", BytesInUse, BytesFree, cause);
}
