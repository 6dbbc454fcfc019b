using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator.Tests;

public sealed unsafe class CopyTests : IDisposable
{
    private const int Bytes = 300;

    private readonly TestDriver _test = new();
    private readonly EmulatedDriver _driver;
    private readonly ulong _device;
    private readonly byte* _pageable = (byte*)NativeMemory.AllocZeroed(Bytes);

    public CopyTests()
    {
        _driver = _test.Driver;
        _device = _driver.Allocate(Bytes);
    }

    [Fact]
    public void Pageable_memory_is_read_when_the_copy_is_queued()
    {
        nint stream = _test.Stream();
        _pageable[0] = 1;
        _driver.Copy(_device, (ulong)_pageable, Bytes, stream);
        _pageable[0] = 2;
        Assert.NotEqual(1, _test.Peek(_device));
        _driver.SynchronizeStream(stream);
        Assert.Equal(1, _test.Peek(_device));
    }

    [Fact]
    public void Pageable_memory_is_written_before_the_call_returns()
    {
        nint stream = _test.Stream();
        _driver.Fill(_device, 5, Bytes, stream);
        _driver.Copy((ulong)_pageable, _device, Bytes, stream);
        Assert.Equal((5, 5), (_pageable[0], _pageable[Bytes - 1]));
    }

    [Fact]
    public void Page_locked_memory_is_read_and_written_when_the_turn_comes()
    {
        nint stream = _test.Stream();
        byte* pinned = (byte*)_driver.AllocateHost(Bytes), back = (byte*)_driver.AllocateHost(Bytes);
        pinned[0] = 1;
        back[0] = 9;
        _driver.Copy(_device, (ulong)pinned, Bytes, stream);
        _driver.Copy((ulong)back, _device, Bytes, stream);
        pinned[0] = 2;
        Assert.Equal(9, back[0]);
        _driver.SynchronizeStream(stream);
        Assert.Equal(2, back[0]);
    }

    [Fact]
    public void Registered_memory_is_page_locked_until_it_is_no_more()
    {
        nint stream = _test.Stream();
        _driver.RegisterHost((ulong)_pageable, Bytes);
        _driver.Copy(_device, (ulong)_pageable, Bytes, stream);
        _pageable[0] = 3;
        // waits for what may use it
        _driver.UnregisterHost((ulong)_pageable);
        Assert.Equal(3, _test.Peek(_device));
        _driver.Copy(_device, (ulong)_pageable, Bytes, stream);
        _pageable[0] = 4;
        _driver.SynchronizeStream(stream);
        Assert.Equal(3, _test.Peek(_device));
    }

    [Theory]
    [InlineData(0, 300, true)]
    [InlineData(299, 1, true)]
    [InlineData(1, 300, false)]
    [InlineData(299, 2, false)]
    [InlineData(300, 1, false)]
    [InlineData(-1, 1, false)]
    public void A_copy_lies_within_one_allocation(int offset, int bytes, bool isWithin)
    {
        ulong address = _device + (ulong)offset;
        Action[] calls =
        [
            () => _driver.Copy(address, (ulong)_pageable, (ulong)bytes, 0),
            () => _driver.Copy((ulong)_pageable, address, (ulong)bytes, 0),
            () => _driver.Fill(address, 0, (ulong)bytes, 0),
        ];
        foreach (var call in calls)
        {
            if (isWithin) call();
            else TestDriver.Refused(CudaError.InvalidValue, call);
        }
    }

    [Fact]
    public void No_copy_is_half_page_locked()
    {
        _driver.RegisterHost((ulong)_pageable, 100);
        foreach (var (offset, bytes) in ((int, ulong)[])[(0, 101), (99, 2)])
            TestDriver.Refused(CudaError.InvalidValue, () => _driver.Copy(_device, (ulong)_pageable + (ulong)offset, bytes, 0));
        _driver.Copy(_device, (ulong)_pageable + 100, 200, 0);
        _driver.UnregisterHost((ulong)_pageable);
    }

    [Fact]
    public void Memory_is_locked_once()
    {
        _driver.RegisterHost((ulong)_pageable + 10, 10);
        foreach (var (offset, bytes) in ((int, ulong)[])[(0, 11), (10, 10), (12, 1), (19, 100), (0, 300)])
            TestDriver.Refused(CudaError.HostMemoryAlreadyRegistered, () => _driver.RegisterHost((ulong)_pageable + (ulong)offset, bytes));
        _driver.RegisterHost((ulong)_pageable, 10);
        _driver.RegisterHost((ulong)_pageable + 20, 10);
        TestDriver.Refused(CudaError.HostMemoryNotRegistered, () => _driver.UnregisterHost((ulong)_pageable + 1));
        foreach (int offset in (int[])[0, 10, 20]) _driver.UnregisterHost((ulong)_pageable + (ulong)offset);
        TestDriver.Refused(CudaError.HostMemoryNotRegistered, () => _driver.UnregisterHost((ulong)_pageable));
    }

    [Fact]
    public void A_copy_of_nothing_is_none()
    {
        _driver.Copy(1, 2, 0, 0);
        _driver.Fill(3, 0, 0, 0);
        Assert.Throws<CallRefusedException>(() => _driver.Copy(1, 2, 0, 99));
    }

    public void Dispose()
    {
        _test.Dispose();
        NativeMemory.Free(_pageable);
    }
}
