using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>Recorded kernel calls as a graph of the CUDA driver, launched on the device's stream.</summary>
internal sealed class GpuReplay(GpuBackend backend, CudaGraph graph, GpuCapture capture, nint stream) : Replay
{
    public override string? TryRun()
    {
        Bind();
        backend.Faults.Expect();
        GpuQueue.CountLaunch();
        string? reason = graph.TryLaunch(stream);
        if (reason is not null) backend.GraphUnavailableReason = reason;
        return reason;
    }

    public override void Dispose()
    {
        try
        {
            Bind();
            graph.Dispose();
        }
        finally
        {
            capture.Dispose();
        }
    }

    private void Bind()
    {
        try
        {
            backend.Accelerator.Bind();
        }
        catch (AcceleratorException exception)
        {
            throw DeviceException.Of(backend.Accelerator, "a replay of a graph", exception);
        }
    }
}
