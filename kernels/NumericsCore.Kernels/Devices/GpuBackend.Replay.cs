using ILGPU.Runtime.Cuda;

namespace NumericsCore.Kernels;

internal sealed partial class GpuBackend
{
    /// <summary>The environment variable that, set to 0, has steps replayed call by call, for comparison.</summary>
    public const string GraphSwitch = "NUMERICSCORE_CUDA_GRAPHS";

    /// <summary>Why recorded calls are not, or were last not, run as a graph; null if nothing is known to stand against it.</summary>
    public string? GraphUnavailableReason { get; set; }

    /// <summary>How recorded calls are run again on a CUDA device, found out by trying; null on another device, where there is no choice.</summary>
    public string? ReplayReport => !CanCapture ? null
        : (GraphUnavailableReason ?? TryGraph()) is { } reason ? $"training steps are replayed call by call: {reason}" : "training steps are replayed as CUDA graphs";

    private bool CanCapture => Accelerator is CudaAccelerator;

    public override Replay? Capture(Action calls)
    {
        if (!CanCapture) return null;
        string? reason = Environment.GetEnvironmentVariable(GraphSwitch) == "0" ? $"{GraphSwitch} is 0" : null;
        var driver = reason is null ? CudaGraphDriver.Load(out reason) : null;
        Replay? replay = null;
        if (driver is not null) (replay, reason) = Ask("the capture of a graph", () => Capture(driver, calls));
        GraphUnavailableReason = reason;
        return replay;
    }

    private (GpuReplay? Replay, string? Reason) Capture(ICudaGraphDriver driver, Action calls)
    {
        Accelerator.Bind();
        using var stream = (CudaStream)Accelerator.CreateStream();
        CudaGraph? graph = null;
        string? reason = null;
        var capture = GpuCapture.Run(_queue, stream, () => graph = CudaGraph.Capture(driver, stream.StreamPtr, calls, out reason));
        if (graph is not null) return (new GpuReplay(this, graph, capture, ((CudaStream)_queue.Stream).StreamPtr), reason);
        capture.Dispose();
        return (null, reason);
    }

    /// <summary>Has a graph of one kernel run twice. Null, or what went wrong.</summary>
    private string? TryGraph()
    {
        using var memory = Allocate(2 * sizeof(uint));
        Slice<uint> counter = new(memory, 0, 1), snapshot = new(memory, 1, 1);
        Upload([5u], counter);
        // once outside of the capture, in which no kernel can be loaded
        this.Advance(counter, snapshot);
        using var replay = Capture(() => this.Advance(counter, snapshot));
        if (replay is null) return GraphUnavailableReason;
        if ((replay.TryRun() ?? replay.TryRun()) is { } refused) return refused;
        Span<uint> counted = stackalloc uint[1];
        Download(counter, counted);
        return counted[0] == 8 ? null : GraphUnavailableReason = FormattableString.Invariant($"a graph that counts from 6 to 8 came to {counted[0]}");
    }
}
