using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// What changes from one training step to the next: where the batch starts, the number of the step, and each group's update rule. They
/// lie in one block of device memory that one upload fills, because each upload costs a GPU as much as a kernel.
/// </summary>
internal sealed class StepNumbers
{
    private const int HeaderBytes = 2 * sizeof(int);

    private readonly Device _device;
    private readonly byte[] _host;
    private readonly DeviceMemory _memory;

    // a rule's: the block is an array of rules whose first element the header lies in
    private readonly int _rowBytes;

    /// <param name="device">Where the numbers are read.</param>
    /// <param name="rows">How many groups' rules there is room for.</param>
    /// <param name="ruleBytes">The size of a rule.</param>
    public StepNumbers(Device device, int rows, int ruleBytes)
    {
        OutOfRange.ThrowIfLessThan(ruleBytes, HeaderBytes);
        _device = device;
        _rowBytes = ruleBytes;
        _host = new byte[checked((1 + rows) * ruleBytes)];
        _memory = device.Backend.Allocate(_host.Length);
    }

    /// <summary>Where in the order of rows the batch starts.</summary>
    public Slice<int> BatchStart => new(_memory, 0, 1);

    /// <summary>The number of the step, the RNG step of dropout layers.</summary>
    public Slice<uint> Step => new(_memory, 1, 1);

    /// <summary>The rules, group by group.</summary>
    public Slice<TRule> Rules<TRule>() where TRule : unmanaged => new(_memory, 1, _host.Length / Unsafe.SizeOf<TRule>() - 1);

    /// <summary>Where the rule of a group is written; it reaches the device with the next upload.</summary>
    public Span<byte> Row(int index) => _host.AsSpan((1 + index) * _rowBytes, _rowBytes);

    /// <summary>Brings the numbers to the device, the first <paramref name="rows"/> rules among them.</summary>
    public void Upload(int batchStart, uint step, int rows)
    {
        MemoryMarshal.Write(_host, batchStart);
        MemoryMarshal.Write(_host.AsSpan(sizeof(int)), step);
        int length = (1 + rows) * _rowBytes;
        _device.Backend.Upload<byte>(_host.AsSpan(0, length), new Slice<byte>(_memory, 0, length));
    }
}
