namespace NumericsCore.Kernels.Tests;

/// <summary>What becomes of a graph when the CUDA driver refuses, on a driver that writes down what it is asked.</summary>
public class CudaGraphTests
{
    private const nint Stream = 7;

    [Fact]
    public void A_capture_frees_its_graph_and_keeps_the_executable_until_it_is_disposed()
    {
        var driver = new FakeDriver();
        var graph = CudaGraph.Capture(driver, Stream, () => driver.Calls.Add("work"), out string? reason);
        Assert.Null(reason);
        Assert.Null(graph!.TryLaunch(Stream));
        Assert.Null(graph.TryLaunch(Stream));
        graph.Dispose();
        graph.Dispose();
        Assert.Equal(["begin", "work", "end", "instantiate", "destroy graph", "launch", "launch", "synchronize", "destroy executable"], driver.Calls);
        Assert.Throws<ObjectDisposedException>(() => graph.TryLaunch(Stream));
    }

    [Theory]
    [InlineData("begin", new[] { "begin" })]
    [InlineData("end", new[] { "begin", "work", "end" })]
    [InlineData("instantiate", new[] { "begin", "work", "end", "instantiate", "destroy graph" })]
    public void A_refusal_is_told_and_leaves_nothing_behind(string refused, string[] expected)
    {
        var driver = new FakeDriver { Refused = refused };
        Assert.Null(CudaGraph.Capture(driver, Stream, () => driver.Calls.Add("work"), out string? reason));
        Assert.Contains("CUDA_ERROR_FAKE", reason, StringComparison.Ordinal);
        Assert.Contains(refused, reason, StringComparison.Ordinal);
        Assert.Equal(expected, driver.Calls);
    }

    [Fact]
    public void An_error_of_the_calls_ends_the_capture_and_is_the_reason()
    {
        var driver = new FakeDriver();
        Assert.Null(CudaGraph.Capture(driver, Stream, () => throw new InvalidOperationException("operation not permitted when stream is capturing"), out string? reason));
        Assert.Equal("operation not permitted when stream is capturing", reason);
        Assert.Equal(["begin", "end", "destroy graph"], driver.Calls);
    }

    [Fact]
    public void A_capture_without_a_graph_is_no_graph()
    {
        var driver = new FakeDriver { Graph = 0 };
        Assert.Null(CudaGraph.Capture(driver, Stream, () => { }, out string? reason));
        Assert.Equal("the driver made no graph", reason);
        Assert.Equal(["begin", "end"], driver.Calls);
    }

    [Fact]
    public void A_launch_that_is_refused_says_why()
    {
        var driver = new FakeDriver();
        using var graph = CudaGraph.Capture(driver, Stream, () => { }, out _)!;
        driver.Refused = "launch";
        Assert.Equal("the driver could not launch the graph: CUDA_ERROR_FAKE", graph.TryLaunch(Stream));
    }

    [Fact]
    public void Without_the_driver_the_reason_is_its_missing_library()
    {
        if (CudaGraphDriver.Load(out string? reason) is not { } driver)
        {
            Assert.Matches("missing|older", reason);
            return;
        }

        Assert.Null(reason);
        // which is what reasons call a failure by
        Assert.Equal(("CUDA_ERROR_NOT_SUPPORTED", "CUresult 123456"), (driver.Name(801), driver.Name(123456)));
    }

    [Fact]
    public void Calls_that_the_device_keeps_are_made_by_it_alone()
    {
        var device = new FakeReplay();
        int asked = 0, made = 0;
        using (var calls = new ReplayedCalls(_ => ++asked > 0 ? device : null, () => made++))
        {
            calls.Run();
            calls.Run();
        }

        Assert.Equal((1, 0, 2, 1), (asked, made, device.Runs, device.Disposed));
    }

    [Fact]
    public void Calls_whose_replay_is_refused_are_made_one_by_one_from_then_on()
    {
        var device = new FakeReplay();
        int asked = 0, made = 0;
        using var calls = new ReplayedCalls(_ => ++asked > 0 ? device : null, () => made++);
        calls.Run();
        device.Refuses = true;
        calls.Run();
        device.Refuses = false;
        calls.Run();
        Assert.Equal((1, 2, 1, 1), (asked, made, device.Runs, device.Disposed));
    }

    [Fact]
    public void Calls_that_the_device_cannot_keep_are_made_one_by_one()
    {
        int asked = 0, made = 0;
        using var calls = new ReplayedCalls(_ => ++asked > 0 ? null : new FakeReplay(), () => made++);
        calls.Run();
        calls.Run();
        Assert.Equal((1, 2), (asked, made));
    }

    [Fact]
    public void A_recording_that_is_disposed_frees_what_the_device_keeps_of_it()
    {
        var device = new FakeReplay();
        using var y = new DeviceArray<float>(Backends.Plain, [1, 2]);
        var recording = Recording.Begin(Backends.Plain, _ => device);
        recording.Fill(y.Slice, 3f);
        recording.End();
        recording.Replay();
        recording.Replay();
        Assert.Equal((2, 0), (device.Runs, device.Disposed));
        recording.Dispose();
        Assert.Equal((2, 1), (device.Runs, device.Disposed));
        Assert.Throws<InvalidOperationException>(recording.Replay);
    }

    private sealed class FakeReplay : Replay
    {
        public bool Refuses { get; set; }

        public int Runs { get; private set; }

        public int Disposed { get; private set; }

        public override string? TryRun()
        {
            if (Refuses) return "refused";
            Runs++;
            return null;
        }

        public override void Dispose() => Disposed++;
    }

    private sealed class FakeDriver : ICudaGraphDriver
    {
        public List<string> Calls { get; } = [];

        public string? Refused { get; set; }

        public nint Graph { get; init; } = 11;

        public int BeginCapture(nint stream) => Note("begin", stream == Stream);

        public int EndCapture(nint stream, out nint graph)
        {
            int result = Note("end", stream == Stream);
            graph = result == 0 ? Graph : 0;
            return result;
        }

        public int Instantiate(nint graph, out nint executable)
        {
            executable = 13;
            return Note("instantiate", graph == Graph);
        }

        public int Launch(nint executable, nint stream) => Note("launch", executable == 13 && stream == Stream);

        public int Synchronize(nint stream) => Note("synchronize", stream == Stream);

        public int DestroyExecutable(nint executable) => Note("destroy executable", executable == 13);

        public int DestroyGraph(nint graph) => Note("destroy graph", graph == Graph);

        public string Name(int result) => "CUDA_ERROR_FAKE";

        private int Note(string call, bool right)
        {
            Assert.True(right, call);
            Calls.Add(call);
            return call == Refused ? 1 : 0;
        }
    }
}
