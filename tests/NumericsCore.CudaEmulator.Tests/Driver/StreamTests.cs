namespace NumericsCore.CudaEmulator.Tests;

public sealed class StreamTests : IDisposable
{
    private const uint Blocking = 0, NonBlocking = 1;

    private readonly TestDriver _test = new();
    private readonly EmulatedDriver _driver;
    private readonly ulong _memory;

    public StreamTests()
    {
        _driver = _test.Driver;
        _memory = _driver.Allocate(16);
    }

    [Fact]
    public void Work_runs_when_its_stream_is_waited_for()
    {
        nint stream = _test.Stream(), other = _test.Stream();
        byte before = _test.Peek(_memory);
        _driver.Fill(_memory, 7, 16, stream);
        Assert.Equal(before, _test.Peek(_memory));
        _driver.SynchronizeStream(other);
        Assert.Equal(before, _test.Peek(_memory));
        _driver.SynchronizeStream(stream);
        Assert.Equal(7, _test.Peek(_memory));
    }

    [Fact]
    public void Work_of_a_stream_runs_in_order()
    {
        nint stream = _test.Stream();
        for (byte value = 1; value <= 9; value++) _driver.Fill(_memory, value, value < 9 ? 16ul : 4, stream);
        _driver.SynchronizeContext();
        Assert.Equal((9, 8), (_test.Peek(_memory), _test.Peek(_memory + 4)));
    }

    [Theory]
    [InlineData(Blocking, true)]
    [InlineData(NonBlocking, false)]
    public void The_legacy_stream_waits_for_the_work_of_blocking_streams_before_its_own(uint flags, bool waits)
    {
        nint stream = _driver.CreateStream(flags);
        ulong other = _driver.Allocate(1);
        _driver.Fill(_memory, 1, 16, stream);
        _driver.Fill(other, 2, 1, 0);
        _driver.SynchronizeStream(0);
        Assert.Equal(2, _test.Peek(other));
        Assert.Equal(waits, _test.Peek(_memory) == 1);
    }

    [Theory]
    [InlineData(Blocking, true)]
    [InlineData(NonBlocking, false)]
    public void A_blocking_stream_waits_for_the_work_of_the_legacy_stream_before_its_own(uint flags, bool waits)
    {
        nint stream = _driver.CreateStream(flags);
        ulong other = _driver.Allocate(1), later = _driver.Allocate(1);
        _driver.Fill(_memory, 1, 16, 0);
        _driver.Fill(other, 2, 1, stream);
        _driver.Fill(later, 3, 1, 0);
        _driver.SynchronizeStream(stream);
        Assert.Equal(2, _test.Peek(other));
        Assert.Equal(waits, _test.Peek(_memory) == 1);
        Assert.NotEqual(3, _test.Peek(later));
    }

    [Fact]
    public void What_is_queued_in_a_stream_that_is_destroyed_still_runs()
    {
        nint stream = _test.Stream();
        _driver.Fill(_memory, 7, 16, stream);
        _driver.DestroyStream(stream);
        TestDriver.Refused(CudaError.InvalidHandle, () => _driver.SynchronizeStream(stream));
        _ = _test.Stream();
        _driver.SynchronizeContext();
        Assert.Equal(7, _test.Peek(_memory));
    }

    [Fact]
    public void Work_that_shall_run_at_once_does()
    {
        using var test = new TestDriver(new() { RunsAtOnce = true });
        ulong memory = test.Driver.Allocate(1);
        test.Driver.Fill(memory, 7, 1, test.Stream());
        Assert.Equal(7, test.Peek(memory));
    }

    [Fact]
    public void A_handle_of_another_kind_or_a_stale_one_is_none()
    {
        nint happening = _driver.CreateEvent(0), stream = _test.Stream();
        _driver.DestroyStream(stream);
        foreach (nint wrong in (nint[])[happening, stream, _test.Context, 1, -1])
            TestDriver.Refused(CudaError.InvalidHandle, () => _driver.SynchronizeStream(wrong));
        Assert.NotEqual(stream, _test.Stream());
        TestDriver.Refused(CudaError.InvalidValue, () => _driver.CreateStream(2));
    }

    public void Dispose() => _test.Dispose();
}
