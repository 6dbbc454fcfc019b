namespace NumericsCore.CudaEmulator.Tests;

public sealed unsafe class DeviceMemoryTests : IDisposable
{
    private readonly DeviceMemory _memory = new();

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1_000_000)]
    public void An_allocation_ends_with_its_last_byte(int bytes)
    {
        ulong before = _memory.Allocate(1), address = _memory.Allocate((ulong)bytes), after = _memory.Allocate(1);
        Assert.True(before + 257 <= address && address + (ulong)bytes + 256 <= after);
        Assert.True(_memory.Translate(address, (ulong)bytes) is not null);
        Assert.True(_memory.Translate(address, (ulong)bytes + 1) is null);
        Assert.True(_memory.Translate(address - 1, 1) is null);
        Assert.True(_memory.Translate(address + (ulong)bytes, 1) is null);
    }

    [Fact]
    public void Fresh_memory_is_no_number()
    {
        ulong address = _memory.Allocate(64);
        Assert.True(float.IsNaN(*(float*)_memory.Translate(address + 4, 4)));
        Assert.True(double.IsNaN(*(double*)_memory.Translate(address + 8, 8)));
    }

    [Fact]
    public void What_is_freed_can_be_had_again_and_is_poison_again()
    {
        ulong first = _memory.Allocate(1000), second = _memory.Allocate(1000);
        *_memory.Translate(first, 1) = 1;
        Assert.True(_memory.Free(second));
        Assert.True(_memory.Free(first));
        Assert.False(_memory.Free(first));
        Assert.True(_memory.Translate(first, 1) is null);
        Assert.Equal(0ul, _memory.Used);
        Assert.Equal(first, _memory.Allocate(2500));
        Assert.True(float.IsNaN(*(float*)_memory.Translate(first, 4)));
    }

    [Fact]
    public void Past_its_capacity_there_is_no_memory()
    {
        using var small = new DeviceMemory(4096);
        Assert.Equal(0ul, small.Allocate(4000));
        Assert.NotEqual(0ul, small.Allocate(3840));
        Assert.Equal(0ul, small.Allocate(1));
    }

    public void Dispose() => _memory.Dispose();
}
