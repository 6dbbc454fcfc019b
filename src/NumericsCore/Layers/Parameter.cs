using System.Numerics;

namespace NumericsCore;

/// <summary>A tensor that training changes. The parameters of a model lie one after another in one buffer, and so do their gradients.</summary>
public sealed class Parameter : Tensor
{
    // where the gradient lies in the shared buffer, once one is wanted
    private Tensor? _gradientPlace;

    // whether it is there, and whether anything else than zeros may be
    private bool _hasGradient;
    private bool _gradientWritten;

    // the copy that was handed out since the gradient last changed
    private Tensor? _handedOut;
    private int _version;

    /// <summary>A parameter that starts with a copy of <paramref name="initial"/>.</summary>
    public Parameter(Tensor initial, string name = "parameter")
        : this((initial ?? throw new ArgumentNullException(nameof(initial))).Device, initial.ElementType, initial.Shape, name ?? throw new ArgumentNullException(nameof(name))) => CopyFrom(initial);

    private Parameter(Device device, ElementType elementType, Shape shape, string name)
        : base(device, elementType, shape, device.Backend.Allocate(checked((nint)shape.ElementCount * elementType.ByteSize())), 0, owns: true)
    {
        Name = name;
        IsLeafWithGradient = true;
    }

    /// <summary>What the parameter is called in its layer, such as "weight".</summary>
    public string Name { get; }

    /// <summary>
    /// What it is called in the outermost layer that holds its own: the layers' names and <see cref="Name"/>, such as "dense_1.weight"; no
    /// other parameter of a model has the same. Messages say it, and <see cref="Layer.NamedParameters"/> lists it.
    /// </summary>
    public string Path => Owner is null ? Name : LayerNames.Join(Owner.Path, Name);

    /// <summary>The layer that made the parameter; null for one made by hand.</summary>
    internal Layer? Owner { get; init; }

    /// <summary>Whether training changes the parameter; a frozen one gets no gradient and no update.</summary>
    public bool IsTrainable
    {
        get => IsLeafWithGradient;
        set => IsLeafWithGradient = value;
    }

    /// <summary>The buffer that the parameter shares with the others of its model; null until a model or an optimizer takes it in.</summary>
    internal ParameterBuffer? Buffer { get; private set; }

    internal override int Version => _version;

    /// <summary>Whether the elements are still to come, from a file.</summary>
    private bool _isBlank;

    /// <summary>Whether the elements are those that the parameter started with: neither assigned nor trained.</summary>
    internal bool IsAsInitialized { get; private set; } = true;

    internal override bool HasGradient => Buffer is null ? base.HasGradient : _hasGradient;

    private protected override Tensor? CurrentGradient => Buffer is null ? base.CurrentGradient
        : !_hasGradient ? null
        : _handedOut is { Memory.IsDisposed: false } ? _handedOut
        : _handedOut = GradientPlace.Copy();

    private Tensor GradientPlace => _gradientPlace ??= ViewOf(Buffer!.Gradients.Memory, BufferOffset, Device, ElementType, Shape);

    /// <summary>The first element within the buffer.</summary>
    internal nint BufferOffset { get; private set; }

    /// <summary>A parameter without content, for values that come later.</summary>
    internal static Parameter Blank(Device device, ElementType elementType, Shape shape, string name, Layer owner) => new(device, elementType, shape, name) { Owner = owner, _isBlank = true };

    /// <summary>Makes the elements of a blank parameter zeros, for whoever computes with them before they come.</summary>
    internal void FillBlank()
    {
        if (_isBlank) FillWith(0);
    }

    /// <summary>Marks the elements as read from a file.</summary>
    internal void MarkLoaded()
    {
        _isBlank = false;
        _version++;
        IsAsInitialized = false;
    }

    /// <summary>Overwrites the elements.</summary>
    /// <exception cref="ArgumentException">Another shape, element type or device.</exception>
    public void Assign(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Shape != Shape || values.ElementType != ElementType || values.Device != Device)
            throw new ArgumentException($"Parameter '{Path}' has shape {Shape}, {ElementType.Name()} on {Device}; the values have shape {values.Shape}, {values.ElementType.Name()} on {values.Device}.", nameof(values));
        CopyFrom(values);
        _version++;
        IsAsInitialized = false;
    }

    /// <summary>Overwrites the elements with values in row-major order.</summary>
    public void Assign<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Assign(From(values, Shape, Device));

    /// <inheritdoc/>
    public override void ClearGradient()
    {
        base.ClearGradient();
        _hasGradient = false;
        _handedOut = null;
    }

    /// <summary>Marks the elements as changed by a step, so that an older forward pass can no longer be differentiated.</summary>
    internal void MarkStepped()
    {
        _version++;
        IsAsInitialized = false;
        // clipping changes gradients where they lie
        _handedOut = null;
    }

    /// <summary>Notes whether a replayed step, in which no tape is traversed, brought a gradient.</summary>
    internal void MarkReplayed(bool hasGradient)
    {
        _hasGradient = hasGradient;
        _gradientWritten |= hasGradient;
        _handedOut = null;
    }

    /// <summary>The place of the gradient in the shared buffer, to be overwritten with the first one since the last clearing; null if there is none, or if a gradient is there already.</summary>
    internal Tensor? BeginGradient()
    {
        if (Buffer is null || _hasGradient) return null;
        _gradientWritten = _hasGradient = true;
        return GradientPlace;
    }

    /// <summary>Makes the gradient's place zero if no gradient came since the last clearing.</summary>
    internal void CompleteGradient()
    {
        // a recorded step may be replayed after one of another kind that wrote here
        if (_hasGradient || !(_gradientWritten || Kernels.Recording.Active is not null)) return;
        GradientPlace.FillWith(0);
        _gradientWritten = false;
    }

    internal override void AccumulateGradient(Tensor gradient)
    {
        if (Buffer is null)
        {
            base.AccumulateGradient(gradient);
        }
        else if (BeginGradient() is { } place)
        {
            place.CopyFrom(gradient);
        }
        else
        {
            GradientPlace.AddInPlace(gradient);
            _handedOut = null;
        }
    }

    /// <summary>Moves the elements to another device, into memory of their own; the gradient is forgotten.</summary>
    internal void MoveTo(Device device)
    {
        var moved = Detach().To(device);
        var memory = device.Backend.Allocate(checked((nint)ElementCount * ElementType.ByteSize()));
        ViewOf(memory, 0, device, ElementType, Shape).CopyFrom(moved);
        Device = device;
        Rebind(memory, 0);
        ClearGradient();
        Buffer = null;
        _gradientPlace = null;
        _version++;
    }

    /// <summary>Moves the elements into a shared buffer.</summary>
    internal void MoveTo(ParameterBuffer buffer, nint offset)
    {
        var gradient = Gradient;
        var place = ViewOf(buffer.Values.Memory, offset, Device, ElementType, Shape);
        if (!_isBlank) place.CopyFrom(this);
        // a block of its own has nothing in it, and is not waited for
        else if (Buffer is null) Memory.Dispose();
        Rebind(buffer.Values.Memory, offset);
        Buffer = buffer;
        BufferOffset = offset;
        ClearGradient();
        _gradientPlace = null;
        _gradientWritten = false;
        if (gradient is not null) BeginGradient()!.CopyFrom(gradient);
    }
}
