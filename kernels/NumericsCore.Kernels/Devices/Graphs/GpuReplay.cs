namespace NumericsCore.Kernels;

/// <summary>Recorded kernel calls as a graph of the CUDA driver, launched on the device's stream.</summary>
internal sealed class GpuReplay(GpuBackend backend, CudaGraph graph, GpuCapture capture, nint stream) : Replay
{
    public override string? TryRun()
    {
        backend.Accelerator.Bind();
        backend.Faults.Expect();
        GpuQueue.CountLaunch();
        string? obstacle = graph.TryLaunch(stream);
        if (obstacle is not null) backend.GraphObstacle = obstacle;
        return obstacle;
    }

    public override void Dispose()
    {
        backend.Accelerator.Bind();
        graph.Dispose();
        capture.Dispose();
    }
}
