using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>Events that the device itself stamps before the first kernel of a batch and after the last.</summary>
internal sealed class GpuClock : Clock
{
    private readonly GpuBackend _backend;

    private GpuClock(GpuBackend backend) => _backend = backend;

    public override string Description => "device events around a batch";

    /// <summary>The device's own events where it was opened with them, else the host's clock.</summary>
    public static Clock For(GpuBackend backend) =>
        backend.Accelerator.Context.Properties.EnableProfiling ? new GpuClock(backend) : new HostClock(backend.Synchronize);

    public override double Seconds(Action<int> call, int first, int count) => _backend.Ask("a batch between profiling markers", () =>
    {
        _backend.Synchronize();
        using var begin = _backend.Queue.Stream.AddProfilingMarker();
        for (int i = 0; i < count; i++) call(first + i);
        using var end = _backend.Queue.Stream.AddProfilingMarker();
        end.Synchronize();
        return end.MeasureFrom(begin).TotalSeconds;
    });
}
