namespace NumericsCore.Kernels;

/// <summary>Recorded kernel calls as a graph of the CUDA driver, launched on the device's stream.</summary>
internal sealed class GpuReplay(GpuBackend backend, CudaGraph graph, GpuCapture capture, nint stream) : Replay
{
    public override string? TryRun()
    {
        backend.Accelerator.Bind();
        backend.Faults.Expect();
        GpuQueue.CountLaunch();
        string? reason = graph.TryLaunch(stream);
        if (reason is not null) backend.GraphUnavailableReason = reason;
        return reason;
    }

    public override void Dispose()
    {
        backend.Accelerator.Bind();
        graph.Dispose();
        capture.Dispose();
    }
}
