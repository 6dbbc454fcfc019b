using System.Diagnostics;
using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// A dense, row-major array of float32 or float64 on one device. A tensor's elements do not change once it is made, except those of
/// a <see cref="Variable"/>. Its memory goes back to the device's pool when nobody refers to it any more; disposing it earlier is
/// allowed, never needed.
/// </summary>
[DebuggerDisplay("{DebuggerText,nq}")]
[DebuggerTypeProxy(typeof(TensorDebugView))]
public partial class Tensor : IDisposable, IFormattable, IMemoryHolder
{
    private DeviceMemory _memory;
    private nint _offset;
    private bool _ownsMemory;

    // whose memory a view shares, when that may change; or the value of a constant, so that the host can compute with it. In one field,
    // because small tensors are many
    private object? _variableOrValue;

    private protected Tensor(Device device, ElementType elementType, Shape shape, DeviceMemory memory, nint offset, bool owns)
    {
        Device = device;
        ElementType = elementType;
        Shape = shape;
        _memory = memory;
        _ownsMemory = owns;
        _offset = offset;
        memory.Owner?.Follow(this);
    }

    /// <summary>The device that holds the elements and computes with them.</summary>
    public Device Device { get; private protected set; }

    /// <summary>The type of the elements.</summary>
    public ElementType ElementType { get; }

    /// <summary>The extents of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The number of elements.</summary>
    public long ElementCount => Shape.ElementCount;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private string DebuggerText => TensorDebugView.TextOf(this);

    internal Backend Backend => Device.Backend;

    /// <summary>The block that holds the elements.</summary>
    internal DeviceMemory Memory => _memory;

    /// <summary>The first elements, of which there may be fewer.</summary>
    internal double[] FirstElements(int most) => ViewOf(_memory, _offset, Device, ElementType, [(int)Math.Min(most, ElementCount)]).ToDoubleArray();

    DeviceMemory IMemoryHolder.Memory => _memory;

    /// <summary>Whether the elements may change: those of a variable, and of what shares its memory.</summary>
    internal bool MayChange => this is Variable || _variableOrValue is Variable;

    /// <summary>
    /// Gives the memory back to the pool at once; using the tensor, or one made from it by <see cref="Reshape"/>, is an error from
    /// then on. A tensor that shares another's memory, as a reshaped one or a parameter of a model, leaves it alone.
    /// </summary>
    public void Dispose()
    {
        if (_ownsMemory) _memory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A tensor without content, for a kernel to fill.</summary>
    internal static Tensor Empty(Device device, ElementType elementType, Shape shape) =>
        Empty(device, device.Backend, elementType, shape);

    /// <summary>The same where the device's backend is known, which depends on the thread.</summary>
    private static Tensor Empty(Device device, Backend backend, ElementType elementType, Shape shape) =>
        new(device, elementType, shape, backend.Allocate(checked((nint)shape.ElementCount * ElementTypes.Checked(elementType).ByteSize())), 0, owns: true);

    internal Tensor EmptyLike(Shape? shape = null) => Empty(Device, ElementType, shape ?? Shape);

    /// <summary>The elements as a kernel argument.</summary>
    internal Slice<T> Elements<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!_memory.IsReadable) ThrowUnreadable();
        return new Slice<T>(_memory, _offset, (nint)ElementCount);
    }

    /// <summary>The same elements under another shape of the same size.</summary>
    internal Tensor View(Shape shape) => new(Device, ElementType, shape, _memory, _offset, owns: false) { _variableOrValue = this is Variable ? this : _variableOrValue };

    /// <summary>The same elements under another shape of the same size, for someone to hold: in the same memory unless that may change.</summary>
    internal Tensor Lasting(Shape shape)
    {
        if (!MayChange) return View(shape);
        var copy = EmptyLike();
        copy.CopyFrom(this);
        return copy.TransferTo(shape);
    }

    /// <summary>A tensor just made under another shape of the same size; it takes over the memory.</summary>
    private Tensor TransferTo(Shape shape) => new(Device, ElementType, shape, _memory, _offset, owns: _ownsMemory);

    /// <summary>Moves the tensor, without its elements, to another place in memory; the block that it had is let go of.</summary>
    private protected void Rebind(DeviceMemory memory, nint offset, bool owns) => (_memory, _ownsMemory, _offset) = (memory, owns, offset);

    void IMemoryHolder.MoveTo(DeviceMemory memory) => _memory = memory;

    private void ThrowUnreadable()
    {
        ObjectDisposedException.ThrowIf(_memory.IsDisposed, this);
        throw new InvalidOperationException($"This tensor of shape {Shape} belongs to a training step that another thread is recording: it may not be computed yet, and a replay would not repeat what other threads do. Use it on the thread that calls the layer, loss or metric; or let that say that it is not replayable.");
    }

    /// <summary>A scalar whose value the host knows.</summary>
    internal static Tensor Constant(DeviceMemory memory, Device device, ElementType elementType, double value) =>
        new(device, elementType, Shape.Scalar, memory, 0, owns: false) { _variableOrValue = value };

    /// <summary>A tensor over a part of a buffer that others use too.</summary>
    internal static Tensor ViewOf(DeviceMemory memory, nint offset, Device device, ElementType elementType, Shape shape) =>
        new(device, elementType, shape, memory, offset, owns: false);
}
