using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// What changes from one training step to the next: where the batch starts, the number of the step, and the optimizer's scalars. They
/// lie in one block of device memory that one upload fills, because each upload costs a GPU as much as a kernel.
/// </summary>
internal sealed class StepNumbers
{
    // the scalars start at a multiple of every element's size
    private const int HeaderBytes = 16;

    private readonly Device _device;
    private readonly ElementType _elementType;
    private readonly byte[] _host;
    private readonly DeviceMemory _memory;

    public StepNumbers(Device device, ElementType elementType, int scalars)
    {
        _device = device;
        _elementType = elementType;
        _host = new byte[HeaderBytes + scalars * elementType.ByteSize()];
        _memory = device.Backend.Allocate(_host.Length);
    }

    /// <summary>Where in the order of rows the batch starts.</summary>
    public Slice<int> BatchStart => new(_memory, 0, 1);

    /// <summary>The number of the step, which dropout layers draw by.</summary>
    public Slice<uint> Step => new(_memory, 1, 1);

    /// <summary>The optimizer's scalars, group by group.</summary>
    public Slice<T> Scalars<T>() where T : unmanaged =>
        new(_memory, HeaderBytes / Unsafe.SizeOf<T>(), (_host.Length - HeaderBytes) / Unsafe.SizeOf<T>());

    /// <summary>Sets scalars from one on; they reach the device with the next upload.</summary>
    public void SetScalars(int first, ReadOnlySpan<double> values)
    {
        var bytes = _host.AsSpan(HeaderBytes);
        if (_elementType == ElementType.Float64)
        {
            values.CopyTo(MemoryMarshal.Cast<byte, double>(bytes)[first..]);
            return;
        }

        var scalars = MemoryMarshal.Cast<byte, float>(bytes)[first..];
        for (int i = 0; i < values.Length; i++) scalars[i] = (float)values[i];
    }

    /// <summary>Brings them to the device, the first <paramref name="scalars"/> scalars among them.</summary>
    public void Upload(int batchStart, uint step, int scalars)
    {
        MemoryMarshal.Write(_host, batchStart);
        MemoryMarshal.Write(_host.AsSpan(sizeof(int)), step);
        int length = HeaderBytes + scalars * _elementType.ByteSize();
        _device.Backend.Upload<byte>(_host.AsSpan(0, length), new Slice<byte>(_memory, 0, length));
    }
}
