using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>What an optimizer keeps on the device: the rule's slots beside the parameter buffer, the scalars of each group, and which elements belong to which group.</summary>
internal sealed class OptimizerState
{
    private readonly IReadOnlyList<ParameterGroup> _groups;
    private readonly double[] _scalars;
    private readonly Tensor _deviceScalars;
    private readonly Tensor _slots;
    private bool[] _trainable = [];
    private UpdateSegment[] _segments = [];

    public OptimizerState(ParameterBuffer buffer, IReadOnlyList<ParameterGroup> groups, int slots, Func<int, double> initialSlotValue)
    {
        Buffer = buffer;
        _groups = [.. groups];
        _scalars = new double[groups.Count * RuleScalars<ScalarLane<double>>.Count];
        _deviceScalars = Tensor.Zeros([_scalars.Length], buffer.ElementType, buffer.Device);
        _slots = Tensor.Empty(buffer.Device, buffer.ElementType, [checked(slots * (int)buffer.Length)]);
        for (int slot = 0; slot < slots; slot++)
            Tensor.Over(_slots.Memory, slot * buffer.Length, buffer.Device, buffer.ElementType, [(int)buffer.Length]).FillWith(initialSlotValue(slot));
    }

    public ParameterBuffer Buffer { get; }

    /// <summary>One slot's values for one parameter.</summary>
    public Tensor Slot(Parameter parameter, int slot) =>
        Tensor.Over(_slots.Memory, slot * Buffer.Length + parameter.BufferOffset, Buffer.Device, Buffer.ElementType, parameter.Shape);

    public void SetScalars(int group, ReadOnlySpan<double> scalars) => scalars.CopyTo(_scalars.AsSpan(group * scalars.Length));

    public void UploadScalars()
    {
        if (Buffer.ElementType == ElementType.Float64)
        {
            Buffer.Device.Backend.Upload<double>(_scalars, _deviceScalars.Elements<double>());
            return;
        }

        Span<float> rounded = stackalloc float[_scalars.Length];
        for (int i = 0; i < rounded.Length; i++) rounded[i] = (float)_scalars[i];
        Buffer.Device.Backend.Upload<float>(rounded, _deviceScalars.Elements<float>());
    }

    /// <summary>Updates all trainable parameters by a rule, in one kernel.</summary>
    public void Update<TRule, T>() where TRule : IUpdateRule where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Buffer.Device.Backend.Update<TRule, T>(Segments(), _deviceScalars.Elements<T>(), Buffer.Values.Whole.Elements<T>(), Buffer.Gradients.Whole.Elements<T>(), _slots.Elements<T>());

    /// <summary>Runs of neighbouring trainable parameters of one group, made anew when a parameter was frozen or freed.</summary>
    private ReadOnlyMemory<UpdateSegment> Segments()
    {
        bool same = _trainable.Length == Buffer.Parameters.Count;
        for (int i = 0; same && i < _trainable.Length; i++) same = _trainable[i] == Buffer.Parameters[i].IsTrainable;
        if (same) return _segments;

        _trainable = [.. Buffer.Parameters.Select(static parameter => parameter.IsTrainable)];
        var groupOf = new Dictionary<Parameter, int>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < _groups.Count; i++)
            foreach (var parameter in _groups[i].Parameters) groupOf[parameter] = i;

        var segments = new List<UpdateSegment>();
        bool joined = false;
        foreach (var parameter in Buffer.Parameters)
        {
            nint end = parameter.BufferOffset + (nint)parameter.ElementCount;
            int group = groupOf[parameter];
            // the zeros that align a parameter may be updated along: they stay zeros
            if (parameter.IsTrainable && joined && segments[^1].Group == group)
                segments[^1] = segments[^1] with { Length = end - segments[^1].Offset };
            else if (parameter.IsTrainable)
                segments.Add(new UpdateSegment(parameter.BufferOffset, end - parameter.BufferOffset, group));
            joined = parameter.IsTrainable;
        }

        return _segments = [.. segments];
    }
}
