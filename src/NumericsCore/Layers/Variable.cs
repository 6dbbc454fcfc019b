using System.Numerics;

namespace NumericsCore;

/// <summary>
/// A tensor of a layer whose elements may be assigned: a buffer, which the layer changes itself (<see cref="Layer.Buffers"/>), or a
/// <see cref="Parameter"/>, which training changes. It is saved with its model, by its path.
/// </summary>
public class Variable : Tensor
{
    private int _version;

    private protected Variable(Device device, ElementType elementType, Shape shape, string name)
        : base(device, elementType, shape, device.Backend.Allocate(checked((nint)shape.ElementCount * elementType.ByteSize())), 0, owns: true) => Name = name;

    /// <summary>What it is called in its layer, such as "weight" or "running_mean".</summary>
    public string Name { get; }

    /// <summary>
    /// What it is called in the outermost layer that holds its own: the layers' names and <see cref="Name"/>, such as "dense_1.weight"; no
    /// other parameter or buffer of a model has the same. Messages say it, and <see cref="Layer.NamedParameters"/> or <see cref="Layer.NamedBuffers"/> lists it.
    /// </summary>
    public string Path => Owner is null ? Name : LayerNames.Join(Owner.Path, Name);

    /// <summary>The layer that made it; null for one made by hand.</summary>
    internal Layer? Owner { get; init; }

    internal override int Version => _version;

    /// <summary>Whether the elements are those at the start: neither assigned nor trained.</summary>
    internal bool IsAsInitialized { get; private set; } = true;

    /// <summary>Whether the elements are still to come, from a file.</summary>
    private protected bool IsBlank { get; set; }

    /// <summary>What messages call it.</summary>
    private protected virtual string Kind => "Buffer";

    /// <summary>Overwrites the elements. In a training step that is replayed, <see cref="Layer.Forward"/> may do so with what it computed.</summary>
    /// <exception cref="ArgumentException">Another shape, element type or device.</exception>
    public void Assign(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Shape != Shape || values.ElementType != ElementType || values.Device != Device)
            throw new ArgumentException($"{Kind} '{Path}' has shape {Shape}, {ElementType.Name()} on {Device}; the values have shape {values.Shape}, {values.ElementType.Name()} on {values.Device}.", nameof(values));
        CopyFrom(values);
        MarkChanged();
    }

    /// <summary>Overwrites the elements with values in row-major order.</summary>
    public void Assign<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Assign(From(values, Shape, Device));

    /// <summary>A buffer without content.</summary>
    internal static Variable ForBuffer(Device device, ElementType elementType, Shape shape, string name, Layer owner, bool isBlank) =>
        new(device, elementType, shape, name) { Owner = owner, IsBlank = isBlank };

    /// <summary>Makes blank elements zeros, for whoever computes with them before they come.</summary>
    internal void FillBlank()
    {
        if (IsBlank) FillWith(0);
    }

    /// <summary>Copies the elements to another device, into memory of their own. The copy is used once the action is called, which needs no memory.</summary>
    internal Action PrepareMove(Device device)
    {
        var copy = Empty(device, ElementType, Shape);
        CopyElementsTo(copy);
        return () => MoveTo(copy.Memory, 0, device, owns: true);
    }

    /// <summary>Copies the elements to a tensor of the same shape and type, on whichever device.</summary>
    private protected void CopyElementsTo(Tensor place)
    {
        if (place.Device == Device) place.CopyFrom(this);
        else if (ElementType == ElementType.Float32) place.UploadElements<float>(ToArray<float>(), 0);
        else place.UploadElements<double>(ToArray<double>(), 0);
    }

    /// <summary>Goes to where the elements have been copied to.</summary>
    private protected void MoveTo(Kernels.DeviceMemory memory, nint offset, Device device, bool owns)
    {
        // an older forward pass computed on the other device
        if (device != Device) _version++;
        Device = device;
        Rebind(memory, offset, owns);
    }

    /// <summary>Marks the elements as others than before, so that an older forward pass can no longer be differentiated.</summary>
    internal void MarkChanged()
    {
        _version++;
        IsBlank = IsAsInitialized = false;
    }
}
