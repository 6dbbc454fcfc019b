using System.Runtime.InteropServices;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>What changes from one shard to the next, in device memory that one upload fills: where its rows start, the number of the step, and its place in the batch.</summary>
internal sealed class ShardNumbers
{
    private readonly Backend _backend;
    private readonly DeviceMemory _memory;

    public ShardNumbers(Device device)
    {
        _backend = device.Backend;
        _memory = _backend.Allocate(3 * sizeof(int));
    }

    /// <summary>Where in the order of rows the shard starts.</summary>
    public Slice<int> Start => new(_memory, 0, 1);

    /// <summary>The number of the step, and the first row divided by <see cref="ShardRows.Unit"/>: where random numbers start.</summary>
    public Slice<uint> Step => new(_memory, 1, 2);

    public void Upload(int batchStart, uint step, ShardRows rows)
    {
        ReadOnlySpan<uint> numbers = [(uint)(batchStart + rows.Start), step, (uint)(rows.Start / ShardRows.Unit)];
        _backend.Upload(MemoryMarshal.AsBytes(numbers), new Slice<byte>(_memory, 0, 3 * sizeof(int)));
    }
}
