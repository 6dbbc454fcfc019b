namespace NumericsCore.CudaEmulator.Tests;

public sealed class EventTests : IDisposable
{
    private readonly TestDriver _test = new();
    private readonly EmulatedDriver _driver;
    private readonly ulong _memory;
    private readonly nint _stream;

    public EventTests()
    {
        _driver = _test.Driver;
        _memory = _driver.Allocate(16);
        _stream = _test.Stream();
    }

    [Fact]
    public void An_event_is_waited_for_and_nothing_after_it()
    {
        nint happening = _driver.CreateEvent(0);
        _driver.Fill(_memory, 1, 16, _stream);
        _driver.RecordEvent(happening, _stream);
        _driver.Fill(_memory, 2, 16, _stream);
        _driver.SynchronizeEvent(happening);
        Assert.Equal(1, _test.Peek(_memory));
        Assert.True(_driver.QueryEvent(happening));
    }

    [Fact]
    public void An_event_that_is_asked_for_comes_nearer()
    {
        nint happening = _driver.CreateEvent(0);
        Assert.True(_driver.QueryEvent(happening));
        _driver.Fill(_memory, 1, 16, _stream);
        _driver.Fill(_memory, 2, 16, _stream);
        _driver.RecordEvent(happening, _stream);
        Assert.False(_driver.QueryEvent(happening));
        Assert.Equal(1, _test.Peek(_memory));
        Assert.False(_driver.QueryEvent(happening));
        Assert.Equal(2, _test.Peek(_memory));
        Assert.False(_driver.QueryEvent(happening));
        Assert.True(_driver.QueryEvent(happening));
    }

    [Fact]
    public void Only_the_last_record_counts()
    {
        nint happening = _driver.CreateEvent(0), other = _test.Stream();
        _driver.RecordEvent(happening, _stream);
        _driver.Fill(_memory, 1, 16, other);
        _driver.RecordEvent(happening, other);
        _driver.SynchronizeStream(_stream);
        Assert.False(_driver.QueryEvent(happening));
        _driver.SynchronizeEvent(happening);
        Assert.Equal(1, _test.Peek(_memory));
    }

    [Fact]
    public void Time_passes_between_two_events_that_were_reached()
    {
        nint start = _driver.CreateEvent(0), end = _driver.CreateEvent(0), without = _driver.CreateEvent(2);
        TestDriver.Refused(CudaError.InvalidHandle, () => _driver.Elapsed(start, end));
        _driver.RecordEvent(start, _stream);
        _driver.Fill(_memory, 1, 16, _stream);
        _driver.RecordEvent(end, _stream);
        _driver.RecordEvent(without, _stream);
        TestDriver.Refused(CudaError.NotReady, () => _driver.Elapsed(start, end));
        _driver.SynchronizeStream(_stream);
        Assert.InRange(_driver.Elapsed(start, end), float.Epsilon, 10_000);
        Assert.Equal(-_driver.Elapsed(start, end), _driver.Elapsed(end, start));
        TestDriver.Refused(CudaError.InvalidHandle, () => _driver.Elapsed(start, without));
    }

    [Fact]
    public void An_event_may_go_before_it_is_reached()
    {
        nint happening = _driver.CreateEvent(0);
        _driver.RecordEvent(happening, _stream);
        _driver.DestroyEvent(happening);
        _driver.SynchronizeStream(_stream);
        TestDriver.Refused(CudaError.InvalidHandle, () => _driver.SynchronizeEvent(happening));
        TestDriver.Refused(CudaError.InvalidValue, () => _driver.CreateEvent(4));
    }

    public void Dispose() => _test.Dispose();
}
