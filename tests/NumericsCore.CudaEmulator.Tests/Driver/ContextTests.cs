namespace NumericsCore.CudaEmulator.Tests;

public sealed class ContextTests : IDisposable
{
    private readonly TestDriver _test = new();
    private readonly EmulatedDriver _driver;

    public ContextTests() => _driver = _test.Driver;

    [Fact]
    public void A_thread_without_a_context_can_do_nothing_but_take_one()
    {
        ulong memory = _driver.Allocate(4);
        TestDriver.OnAnotherThread(() =>
        {
            Assert.Equal(0, _driver.CurrentContext());
            Action[] calls =
            [
                () => _driver.Allocate(4), () => _driver.Free(memory), () => _driver.CreateStream(0), () => _driver.SynchronizeStream(0),
                () => _driver.Fill(memory, 0, 4, 0), () => _driver.CreateEvent(0), () => _driver.SynchronizeContext(), () => _driver.MemoryInfo(),
                () => _driver.LoadModule("", default), () => _driver.BeginCapture(0, 2), () => _driver.AllocateHost(4), () => _driver.Preference(0),
            ];
            foreach (var call in calls) TestDriver.Refused(CudaError.InvalidContext, call);
            _driver.SetCurrentContext(_test.Context);
            _driver.Free(memory);
            _driver.SetCurrentContext(0);
            TestDriver.Refused(CudaError.InvalidContext, () => _driver.Allocate(4));
        });
        Assert.Equal(_test.Context, _driver.CurrentContext());
    }

    [Fact]
    public void With_a_context_goes_what_it_has()
    {
        ulong memory = _driver.Allocate(4);
        nint stream = _test.Stream(), happening = _driver.CreateEvent(0);
        _driver.Fill(memory, 7, 4, stream);
        _driver.DestroyContext(_test.Context);
        Assert.Equal((0, 1, 1, 1), (_driver.Memory.Count, _driver.Leaks.Allocations, _driver.Leaks.Streams, _driver.Leaks.Events));
        TestDriver.Refused(CudaError.InvalidContext, () => _driver.SetCurrentContext(_test.Context));
        _ = _driver.CreateContext(0);
        TestDriver.Refused(CudaError.InvalidHandle, () => _driver.SynchronizeStream(stream));
        TestDriver.Refused(CudaError.InvalidHandle, () => _driver.QueryEvent(happening));
        TestDriver.Refused(CudaError.InvalidValue, () => _driver.Free(memory));
    }

    [Fact]
    public void A_context_that_another_thread_destroyed_is_told_from_none()
    {
        TestDriver.OnAnotherThread(() => _driver.DestroyContext(_test.Context));
        TestDriver.Refused(CudaError.ContextIsDestroyed, () => _driver.Allocate(4));
    }

    [Fact]
    public void Events_belong_to_their_context_and_copies_do_not_care()
    {
        ulong memory = _driver.Allocate(4);
        nint stream = _test.Stream(), happening = _driver.CreateEvent(0);
        _ = _driver.CreateContext(0);
        TestDriver.Refused(CudaError.InvalidHandle, () => _driver.RecordEvent(happening, 0));
        TestDriver.Refused(CudaError.InvalidHandle, () => _driver.BeginCapture(stream, 2));
        _driver.Fill(memory, 7, 4, stream);
        _driver.SynchronizeContext();
        Assert.NotEqual(7, _test.Peek(memory));
        _driver.SynchronizeStream(stream);
        Assert.Equal(7, _test.Peek(memory));
        _driver.RecordEvent(happening, stream);
        _driver.SynchronizeEvent(happening);
    }

    [Fact]
    public void The_device_is_one()
    {
        TestDriver.Refused(CudaError.InvalidDevice, () => _driver.CreateContext(1));
        TestDriver.Refused(CudaError.InvalidDevice, () => _driver.NameOf(-1));
        TestDriver.Refused(CudaError.InvalidDevice, () => _driver.Attribute(75, 1));
        TestDriver.Refused(CudaError.InvalidValue, () => _driver.Attribute(0, 0));
    }

    [Theory]
    [InlineData(80, 8, 0, 108, 167936)]
    [InlineData(90, 9, 0, 132, 233472)]
    public void A_device_is_what_its_compute_capability_says(int capability, int major, int minor, int multiprocessors, int sharedBytes)
    {
        using var test = new TestDriver(new() { ComputeCapability = capability });
        Assert.Equal((major, minor, multiprocessors, sharedBytes),
            (test.Driver.Attribute(75, 0), test.Driver.Attribute(76, 0), test.Driver.Attribute(16, 0), test.Driver.Attribute(81, 0)));
    }

    public void Dispose() => _test.Dispose();
}
