using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>What an optimizer keeps on the device: the rule's slots beside the parameter buffer and the numbers of a step; and on the host how many steps each parameter took part in.</summary>
internal sealed class OptimizerState
{
    private readonly Tensor _slots;

    // of each parameter of the buffer, in its order
    private readonly UpdateRow[] _rowOf;
    private readonly bool _countsOwnSteps;
    private UpdateRow[]? _rows;

    /// <param name="buffer">The parameters.</param>
    /// <param name="groups">Their groups.</param>
    /// <param name="rule">The update rule.</param>
    /// <param name="initialSlotValues">What each slot starts with.</param>
    /// <param name="countsOwnSteps">Whether each parameter counts the steps that update it; otherwise t is the optimizer's.</param>
    public OptimizerState(ParameterBuffer buffer, IReadOnlyList<ParameterGroup> groups, AppliedRule rule, double[] initialSlotValues, bool countsOwnSteps)
    {
        Buffer = buffer;
        // before a step is recorded: what a recording makes is its own
        _ = buffer.Gradients;
        Rule = rule;
        _countsOwnSteps = countsOwnSteps;
        _rowOf = new UpdateRow[buffer.Parameters.Count];
        for (int group = 0, next = 0; group < groups.Count; group++)
            for (int end = next + groups[group].Parameters.Count; next < end; next++)
                _rowOf[next] = new UpdateRow(group, 0);
        // parameters that miss different steps have rows of their own
        Numbers = new StepNumbers(buffer.Device, buffer.Parameters.Count, rule.ByteLength);
        _slots = Tensor.Empty(buffer.Device, buffer.ElementType, [checked(rule.Slots * (int)buffer.Length)]);
        for (int slot = 0; slot < rule.Slots; slot++)
            Tensor.ViewOf(_slots.Memory, slot * buffer.Length, buffer.Device, buffer.ElementType, [(int)buffer.Length]).FillWith(initialSlotValues[slot]);
    }

    public ParameterBuffer Buffer { get; }

    /// <summary>The update rule.</summary>
    public AppliedRule Rule { get; }

    /// <summary>What the host brings to the device for a step, the rules of groups among it.</summary>
    public StepNumbers Numbers { get; }

    /// <summary>The rules that a step of any of the parameters would need now.</summary>
    public UpdateRow[] Rows => _rows ??= UpdateRow.Distinct(_rowOf);

    /// <summary>What the last step updated.</summary>
    public UpdatePlan? Plan { get; private set; }

    /// <summary>One slot's values for one parameter.</summary>
    public Tensor Slot(Parameter parameter, int slot) =>
        Tensor.ViewOf(_slots.Memory, slot * Buffer.Length + parameter.BufferOffset, Buffer.Device, Buffer.ElementType, parameter.Shape);

    /// <summary>The steps that each parameter took no part in.</summary>
    public IReadOnlyList<ulong> MissedSteps
    {
        get => [.. _rowOf.Select(static row => (ulong)row.Missed)];
        set
        {
            for (int i = 0; i < _rowOf.Length; i++) _rowOf[i] = _rowOf[i] with { Missed = (long)value[i] };
            (_rows, Plan) = (null, null);
        }
    }

    /// <summary>Plans the step: all trainable parameters to which a gradient came.</summary>
    public void MakePlan()
    {
        if (Plan?.IsFor(Buffer.Parameters, Rows) != true) Plan = UpdatePlan.Make(Buffer.Parameters, Rows, _rowOf);
    }

    /// <summary>Whether a recorded step would still use the right rules.</summary>
    public bool CanRepeat(UpdatePlan plan) => plan.Fits(_rowOf);

    /// <summary>Updates what the plan names by a rule, in one kernel.</summary>
    public void Update<TRule, T>() where TRule : unmanaged, IUpdateRule where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Buffer.Device.Backend.Update<TRule, T>(Plan!.Segments, Numbers.Rules<TRule>(), Buffer.Values.Whole.Elements<T>(), Buffer.Gradients.Whole.Elements<T>(), _slots.Elements<T>());

    /// <summary>Counts the step for the parameters that it updated.</summary>
    public void Count(UpdatePlan plan)
    {
        for (int i = 0; i < _rowOf.Length; i++)
        {
            if (plan.Updates[i])
            {
                Buffer.Parameters[i].MarkStepped();
            }
            else if (_countsOwnSteps)
            {
                _rowOf[i] = _rowOf[i] with { Missed = _rowOf[i].Missed + 1 };
                _rows = null;
            }
        }
    }
}
