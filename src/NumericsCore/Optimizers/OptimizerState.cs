using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>What an optimizer keeps on the device: the rule's slots beside the parameter buffer, the numbers of a step, and which elements belong to which group.</summary>
internal sealed class OptimizerState
{
    private readonly IReadOnlyList<ParameterGroup> _groups;
    private readonly Tensor _slots;
    private bool[] _trainable = [];
    private UpdateSegment[] _segments = [];

    public OptimizerState(ParameterBuffer buffer, IReadOnlyList<ParameterGroup> groups, int slots, Func<int, double> initialSlotValue)
    {
        Buffer = buffer;
        _groups = [.. groups];
        Numbers = new StepNumbers(buffer.Device, buffer.ElementType, groups.Count * RuleScalars<ScalarLane<double>>.Count);
        _slots = Tensor.Empty(buffer.Device, buffer.ElementType, [checked(slots * (int)buffer.Length)]);
        for (int slot = 0; slot < slots; slot++)
            Tensor.Over(_slots.Memory, slot * buffer.Length, buffer.Device, buffer.ElementType, [(int)buffer.Length]).FillWith(initialSlotValue(slot));
    }

    public ParameterBuffer Buffer { get; }

    /// <summary>What the host brings to the device for a step, the scalars of each group among it.</summary>
    public StepNumbers Numbers { get; }

    /// <summary>One slot's values for one parameter.</summary>
    public Tensor Slot(Parameter parameter, int slot) =>
        Tensor.Over(_slots.Memory, slot * Buffer.Length + parameter.BufferOffset, Buffer.Device, Buffer.ElementType, parameter.Shape);

    /// <summary>Updates all trainable parameters by a rule, in one kernel.</summary>
    public void Update<TRule, T>() where TRule : IUpdateRule where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Buffer.Device.Backend.Update<TRule, T>(Segments(), Numbers.Scalars<T>(), Buffer.Values.Whole.Elements<T>(), Buffer.Gradients.Whole.Elements<T>(), _slots.Elements<T>());

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
