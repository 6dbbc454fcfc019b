using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// The parameters of a model in one flat piece of device memory, and their gradients in another of the same layout, so that an
/// optimizer step is one kernel whatever the number of layers. Each parameter starts at a multiple of 64 bytes.
/// </summary>
internal sealed class ParameterBuffer
{
    private const int AlignmentBytes = 64;

    private readonly nint[] _offsets;

    private ParameterBuffer(IReadOnlyList<Parameter> parameters, Device device)
    {
        Parameters = parameters;
        Device = device;
        ElementType = parameters[0].ElementType;
        nint alignment = AlignmentBytes / ElementType.ByteSize();
        _offsets = new nint[parameters.Count];
        nint length = 0;
        for (int i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = length;
            length += ((nint)parameters[i].ElementCount + alignment - 1) / alignment * alignment;
        }

        Length = length;
        Values = new Flat(Device, ElementType, length);
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    public Device Device { get; }

    public ElementType ElementType { get; }

    /// <summary>Elements, gaps included.</summary>
    public nint Length { get; }

    /// <summary>Where each parameter begins, in their order, ascending.</summary>
    public ReadOnlySpan<nint> Offsets => _offsets;

    public Flat Values { get; }

    /// <summary>Made when the first gradient or an optimizer needs it: a model that only predicts has none.</summary>
    public Flat Gradients => field ??= new Flat(Device, ElementType, Length);

    /// <summary>The buffer that holds exactly these parameters, made if there is none yet.</summary>
    /// <exception cref="ArgumentException">There are none, one is listed twice, or they differ in device or element type.</exception>
    public static ParameterBuffer Of(IReadOnlyList<Parameter> parameters)
    {
        var (buffer, move) = Gather(parameters);
        move();
        return buffer;
    }

    /// <summary>
    /// The same for whoever has more to do that may fail: the buffer has the parameters' elements and gradients, and they move there when the
    /// action is called, which needs no memory.
    /// </summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="device">Where they are to be, without their gradients; null where they are.</param>
    /// <exception cref="ArgumentException">There are none, one is listed twice, or they differ in device or element type.</exception>
    public static (ParameterBuffer Buffer, Action Move) Gather(IReadOnlyList<Parameter> parameters, Device? device = null)
    {
        if (parameters.Count == 0) throw new ArgumentException("There are no parameters. Is the model built? Call Build, or Call with a first input.", nameof(parameters));
        var first = parameters[0];
        var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
        foreach (var parameter in parameters)
        {
            if (!seen.Add(parameter)) throw new ArgumentException($"Parameter '{parameter.Path}' is listed twice.", nameof(parameters));
            if ((device is null && parameter.Device != first.Device) || parameter.ElementType != first.ElementType)
                throw new ArgumentException($"Parameters '{first.Path}' and '{parameter.Path}' differ in device or element type: {first.ElementType.Name()} on {first.Device}, {parameter.ElementType.Name()} on {parameter.Device}.", nameof(parameters));
        }

        if (device is null && first.Buffer is { } known && known.Parameters.SequenceEqual(parameters)) return (known, static () => { });
        var buffer = new ParameterBuffer([.. parameters], device ?? first.Device);
        var hasGradient = new bool[parameters.Count];
        for (int i = 0; i < hasGradient.Length; i++)
        {
            parameters[i].CopyElementsTo(buffer, buffer._offsets[i]);
            hasGradient[i] = device is null && parameters[i].CopyGradientTo(buffer, buffer._offsets[i]);
        }

        return (buffer, Move);

        void Move()
        {
            for (int i = 0; i < hasGradient.Length; i++) buffer.Parameters[i].MoveTo(buffer, buffer._offsets[i], hasGradient[i]);
        }
    }

    /// <summary>Checks that no other model or optimizer has taken the parameters over since.</summary>
    /// <exception cref="InvalidOperationException">One lies in another buffer.</exception>
    public void RequireParametersHere()
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].Buffer != this)
                throw new InvalidOperationException($"Parameter '{Parameters[i].Path}' was taken over by another optimizer or model, so this optimizer no longer reaches it. Make a new optimizer.");
        }
    }

    /// <summary>Forgets all gradients; the first that comes to a parameter overwrites what is there.</summary>
    public void ClearGradients()
    {
        for (int i = 0; i < Parameters.Count; i++) Parameters[i].ClearGradient();
    }

    /// <summary>Makes the gradients of parameters to which none came zero, so that the whole buffer can be read.</summary>
    public void CompleteGradients()
    {
        for (int i = 0; i < Parameters.Count; i++) Parameters[i].CompleteGradient();
    }

    /// <summary>A flat piece of device memory, all of it zero at first.</summary>
    internal sealed class Flat
    {
        public Flat(Device device, ElementType elementType, nint length)
        {
            Whole = Tensor.Empty(device, elementType, [checked((int)length)]);
            Whole.FillWith(0);
        }

        public Tensor Whole { get; }

        public DeviceMemory Memory => Whole.Memory;
    }
}
