namespace NumericsCore.CudaEmulator.Tests;

public sealed unsafe class CaptureTests : IDisposable
{
    private const int Global = 0, ThreadLocal = 1, Relaxed = 2;

    private readonly TestDriver _test = new();
    private readonly EmulatedDriver _driver;
    private readonly ulong _memory;
    private readonly nint _stream;

    public CaptureTests()
    {
        _driver = _test.Driver;
        _memory = _driver.Allocate(16);
        _stream = _test.Stream();
    }

    [Fact]
    public void What_is_captured_runs_with_each_launch_and_not_before()
    {
        ulong counter = _driver.Allocate(2);
        _driver.Fill(counter, 1, 2, 0);
        _driver.BeginCapture(_stream, Relaxed);
        _driver.Copy(_memory, counter, 1, _stream);
        _driver.Fill(counter, 2, 1, _stream);
        nint graph = _driver.EndCapture(_stream), executable = _driver.Instantiate(graph, 0);
        _driver.DestroyGraph(graph);
        _driver.SynchronizeContext();
        Assert.Equal(1, _test.Peek(counter));

        _driver.LaunchGraph(executable, _stream);
        _driver.LaunchGraph(executable, _stream);
        Assert.Equal(1, _test.Peek(counter));
        _driver.SynchronizeStream(_stream);
        Assert.Equal((2, 2), (_test.Peek(_memory), _test.Peek(counter)));
        _driver.DestroyExecutable(executable);
        TestDriver.Refused(CudaError.InvalidValue, () => _driver.LaunchGraph(executable, _stream));
        TestDriver.Refused(CudaError.InvalidValue, () => _driver.Instantiate(graph, 0));
    }

    [Fact]
    public void One_launch_of_a_graph_runs_after_the_other_in_any_streams()
    {
        nint executable = Captured(() => _driver.Fill(_memory, 7, 1, _stream)), other = _test.Stream();
        ulong before = _driver.Allocate(1);
        _driver.Fill(before, 1, 1, _stream);
        _driver.LaunchGraph(executable, _stream);
        _driver.LaunchGraph(executable, other);
        _driver.SynchronizeStream(other);
        Assert.Equal((7, 1), (_test.Peek(_memory), _test.Peek(before)));
    }

    [Fact]
    public void A_graph_that_is_launched_into_a_capture_is_a_part_of_it()
    {
        nint inner = Captured(() => _driver.Fill(_memory, 7, 1, _stream)), outer = Captured(() => _driver.LaunchGraph(inner, _stream));
        _driver.DestroyExecutable(inner);
        _driver.LaunchGraph(outer, _stream);
        _driver.SynchronizeStream(_stream);
        Assert.Equal(7, _test.Peek(_memory));
    }

    [Fact]
    public void A_stream_that_is_captured_cannot_be_waited_for()
    {
        nint captured = _driver.CreateEvent(0), before = _driver.CreateEvent(0);
        byte* pageable = stackalloc byte[4];
        ulong host = (ulong)pageable;
        _driver.RecordEvent(before, _stream);
        (CudaError, Action)[] calls =
        [
            (CudaError.StreamCaptureUnsupported, () => _driver.SynchronizeStream(_stream)),
            (CudaError.StreamCaptureUnsupported, () => _driver.SynchronizeContext()),
            (CudaError.StreamCaptureUnsupported, () => _driver.Copy(_memory, host, 4, _stream)),
            (CudaError.StreamCaptureUnsupported, () => _driver.Copy(host, _memory, 4, _stream)),
            (CudaError.StreamCaptureUnsupported, () => _driver.DestroyStream(_stream)),
            (CudaError.CapturedEvent, () => _driver.QueryEvent(captured)),
            (CudaError.CapturedEvent, () => _driver.SynchronizeEvent(captured)),
            (CudaError.CapturedEvent, () => _driver.Elapsed(before, captured)),
        ];
        foreach (var (code, call) in calls)
        {
            _driver.BeginCapture(_stream, Relaxed);
            _driver.RecordEvent(captured, _stream);
            TestDriver.Refused(code, call);
            // from then on nothing can be captured, and the end tells
            TestDriver.Refused(CudaError.StreamCaptureInvalidated, () => _driver.Fill(_memory, 1, 4, _stream));
            TestDriver.Refused(CudaError.StreamCaptureInvalidated, () => _driver.EndCapture(_stream));
            // the stream is free again
            _driver.SynchronizeStream(_stream);
        }

        Assert.True(_driver.QueryEvent(before));
    }

    [Theory]
    [InlineData(Global, false, true)]
    [InlineData(Global, true, true)]
    [InlineData(ThreadLocal, false, true)]
    [InlineData(ThreadLocal, true, false)]
    [InlineData(Relaxed, false, false)]
    [InlineData(Relaxed, true, false)]
    public void A_capture_keeps_those_from_allocating_whom_its_mode_means(int mode, bool byAnotherThread, bool spoils)
    {
        Action[] calls =
        [
            () => _driver.Free(_driver.Allocate(4)), () => _driver.Free(0), () => _driver.FreeHost(_driver.AllocateHost(4)), () => _driver.RegisterHost(4096, 1),
        ];
        foreach (var call in calls)
        {
            _driver.BeginCapture(_stream, mode);
            if (byAnotherThread) TestDriver.OnAnotherThread(Make);
            else Make();
            if (spoils) TestDriver.Refused(CudaError.StreamCaptureInvalidated, () => _driver.EndCapture(_stream));
            else Assert.NotEqual(0, _driver.EndCapture(_stream));

            void Make()
            {
                _driver.SetCurrentContext(_test.Context);
                if (spoils) TestDriver.Refused(CudaError.StreamCaptureUnsupported, call);
                else call();
            }
        }
    }

    [Fact]
    public void The_legacy_stream_is_out_of_use_while_a_blocking_stream_is_captured()
    {
        nint blocking = _driver.CreateStream(0);
        foreach (Action call in (Action[])[() => _driver.Fill(_memory, 1, 1, 0), () => _driver.SynchronizeStream(0), () => _driver.RecordEvent(_driver.CreateEvent(0), 0)])
        {
            _driver.BeginCapture(blocking, Relaxed);
            TestDriver.Refused(CudaError.StreamCaptureImplicit, call);
            TestDriver.Refused(CudaError.StreamCaptureInvalidated, () => _driver.EndCapture(blocking));
            _driver.BeginCapture(_stream, Relaxed);
            call();
            _driver.EndCapture(_stream);
        }
    }

    [Fact]
    public void A_capture_begins_and_ends_once_and_where_it_may()
    {
        TestDriver.Refused(CudaError.StreamCaptureUnsupported, () => _driver.BeginCapture(0, Relaxed));
        TestDriver.Refused(CudaError.InvalidValue, () => _driver.BeginCapture(_stream, 3));
        TestDriver.Refused(CudaError.IllegalState, () => _driver.EndCapture(_stream));
        _driver.BeginCapture(_stream, ThreadLocal);
        TestDriver.Refused(CudaError.IllegalState, () => _driver.BeginCapture(_stream, Relaxed));
        TestDriver.OnAnotherThread(() =>
        {
            _driver.SetCurrentContext(_test.Context);
            TestDriver.Refused(CudaError.StreamCaptureWrongThread, () => _driver.EndCapture(_stream));
        });
        Assert.NotEqual(0, _driver.EndCapture(_stream));
    }

    [Fact]
    public void A_graph_whose_memory_is_gone_stops_the_device()
    {
        nint executable = Captured(() => _driver.Fill(_memory, 7, 16, _stream));
        _driver.Free(_memory);
        _driver.LaunchGraph(executable, _stream);
        TestDriver.Refused(CudaError.IllegalAddress, () => _driver.SynchronizeStream(_stream));
    }

    public void Dispose() => _test.Dispose();

    private nint Captured(Action calls)
    {
        _driver.BeginCapture(_stream, Relaxed);
        calls();
        return _driver.Instantiate(_driver.EndCapture(_stream), 0);
    }
}
