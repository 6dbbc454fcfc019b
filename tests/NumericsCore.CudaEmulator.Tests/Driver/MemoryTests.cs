namespace NumericsCore.CudaEmulator.Tests;

public sealed unsafe class MemoryTests
{
    [Fact]
    public void There_is_as_much_memory_as_the_settings_say()
    {
        using var test = new TestDriver(new() { MemoryBytes = 1 << 20 });
        Assert.Equal((1ul << 20, 1ul << 20), test.Driver.MemoryInfo());
        ulong half = test.Driver.Allocate(1 << 19);
        TestDriver.Refused(CudaError.OutOfMemory, () => test.Driver.Allocate(1 << 19));
        Assert.InRange(test.Driver.MemoryInfo().Free, 0ul, 1ul << 19);
        test.Driver.Free(half);
        Assert.NotEqual(0ul, test.Driver.Allocate(1 << 19));
    }

    [Fact]
    public void To_free_memory_is_to_wait_for_the_work_that_may_use_it()
    {
        using var test = new TestDriver();
        ulong memory = test.Driver.Allocate(8), kept = test.Driver.Allocate(8);
        test.Driver.Fill(memory, 1, 8, test.Stream());
        test.Driver.Fill(kept, 1, 8, test.Stream());
        test.Driver.Free(memory);
        Assert.Equal(1, test.Peek(kept));
        foreach (ulong wrong in (ulong[])[memory, kept + 1, 5]) TestDriver.Refused(CudaError.InvalidValue, () => test.Driver.Free(wrong));
        test.Driver.Free(0);
    }

    [Fact]
    public void Fresh_memory_of_device_and_host_is_no_number()
    {
        using var test = new TestDriver();
        Assert.True(float.IsNaN(*(float*)test.Driver.Memory.Translate(test.Driver.Allocate(4), 4)));
        ulong host = test.Driver.AllocateHost(4);
        Assert.True(float.IsNaN(*(float*)host));
        test.Driver.FreeHost(host);
        TestDriver.Refused(CudaError.InvalidValue, () => test.Driver.FreeHost(host));
    }

    [Fact]
    public void An_address_says_whose_it_is()
    {
        using var test = new TestDriver();
        ulong device = test.Driver.Allocate(10), host = test.Driver.AllocateHost(10);
        Assert.Equal((2, 1), (test.Driver.PointerAttribute(2, device + 9), test.Driver.PointerAttribute(2, host + 9)));
        foreach (ulong wrong in (ulong[])[device + 10, host + 10, 8]) TestDriver.Refused(CudaError.InvalidValue, () => test.Driver.PointerAttribute(2, wrong));
        Assert.Equal(host, test.Driver.DeviceAddressOfHost(host));
        test.Driver.FreeHost(host);
    }
}
