namespace NumericsCore;

/// <summary>A tensor that training changes. The parameters of a model lie one after another in one buffer, and so do their gradients.</summary>
public sealed class Parameter : Variable
{
    // where the gradient lies in the shared buffer, once one is wanted
    private Tensor? _gradientPlace;

    // whether it is there, and whether anything else than zeros may be
    private bool _hasGradient;
    private bool _gradientWritten;

    // the copy that was handed out since the gradient last changed
    private Tensor? _handedOut;

    /// <summary>A parameter that starts with a copy of <paramref name="initial"/>.</summary>
    public Parameter(Tensor initial, string name = "parameter")
        : this((initial ?? throw new ArgumentNullException(nameof(initial))).Device, initial.ElementType, initial.Shape, name ?? throw new ArgumentNullException(nameof(name))) => CopyFrom(initial);

    private Parameter(Device device, ElementType elementType, Shape shape, string name) : base(device, elementType, shape, name) => IsLeafWithGradient = true;

    /// <summary>Whether training changes the parameter; a frozen one gets no gradient and no update.</summary>
    public bool IsTrainable
    {
        get => IsLeafWithGradient;
        set => IsLeafWithGradient = value;
    }

    /// <summary>The buffer that the parameter shares with the others of its model; null until a model or an optimizer takes it in.</summary>
    internal ParameterBuffer? Buffer { get; private set; }

    internal override bool HasGradient => Buffer is null ? base.HasGradient : _hasGradient;

    private protected override Tensor? CurrentGradient => Buffer is null ? base.CurrentGradient
        : !_hasGradient ? null
        : _handedOut is { Memory.IsDisposed: false } ? _handedOut
        : _handedOut = GradientPlace.Copy();

    private Tensor GradientPlace => _gradientPlace ??= ViewOf(Buffer!.Gradients.Memory, BufferOffset, Device, ElementType, Shape);

    /// <summary>The first element within the buffer.</summary>
    internal nint BufferOffset { get; private set; }

    private protected override string Kind => "Parameter";

    /// <summary>A parameter without content, for values that come later.</summary>
    internal static Parameter Blank(Device device, ElementType elementType, Shape shape, string name, Layer owner) => new(device, elementType, shape, name) { Owner = owner, IsBlank = true };

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
        MarkChanged();
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

    /// <summary>Copies the elements to their place in a buffer, on whichever device; not those that are still to come.</summary>
    internal void CopyElementsTo(ParameterBuffer buffer, nint offset)
    {
        if (!IsBlank) CopyElementsTo(ViewOf(buffer.Values.Memory, offset, buffer.Device, ElementType, Shape));
    }

    /// <summary>Copies the gradient to its place in a buffer.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool CopyGradientTo(ParameterBuffer buffer, nint offset)
    {
        if (Gradient is not { } gradient) return false;
        ViewOf(buffer.Gradients.Memory, offset, buffer.Device, ElementType, Shape).CopyFrom(gradient);
        return true;
    }

    /// <summary>Takes its place in a buffer that has the elements and, if so it is said, the gradient. Needs no memory.</summary>
    internal void MoveTo(ParameterBuffer buffer, nint offset, bool hasGradient)
    {
        // a block of its own with nothing in it is not waited for
        if (IsBlank && Buffer is null) Memory.Dispose();
        MoveTo(buffer.Values.Memory, offset, buffer.Device, owns: false);
        Buffer = buffer;
        BufferOffset = offset;
        ClearGradient();
        _gradientPlace = null;
        _gradientWritten = _hasGradient = hasGradient;
    }
}
