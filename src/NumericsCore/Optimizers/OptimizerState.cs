using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>What an optimizer keeps on the device: the rule's slots beside the parameter buffer and the numbers of a step; and on the host how many steps each parameter took part in.</summary>
internal sealed class OptimizerState
{
    private readonly double[] _initialSlotValues;

    // of each parameter of the buffer, in its order
    private readonly UpdateRow[] _rowOf;
    private readonly bool _countsOwnSteps;
    private UpdateRow[]? _rows;

    // slot by slot, of the elements of the buffer whose state is kept here; made when it is first needed
    private Tensor? _slots;
    private ElementRange _part;

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
        _initialSlotValues = initialSlotValues;
        _part = new(0, buffer.Length);
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

    /// <summary>The slots of the elements whose state is kept here, slot by slot.</summary>
    public Tensor Part => MakeSlots();

    /// <summary>A copy of all slots, while a part of them is kept here; null if there is none.</summary>
    public Tensor? Whole { get; set; }

    private bool IsWhole => _part.Count == Buffer.Length;

    /// <summary>One slot's values for one parameter.</summary>
    /// <exception cref="InvalidOperationException">Other processes keep them.</exception>
    public Tensor Slot(Parameter parameter, int slot)
    {
        if (Whole is null) RequireWhole();
        return Tensor.ViewOf((Whole ?? MakeSlots()).Memory, slot * Buffer.Length + parameter.BufferOffset, Buffer.Device, Buffer.ElementType, parameter.Shape);
    }

    /// <exception cref="InvalidOperationException">Other processes keep some of the state.</exception>
    public void RequireWhole()
    {
        if (!IsWhole)
            throw new InvalidOperationException("The optimizer's state is shared among the processes of a training that has not come to its end. Make a new optimizer, or go on from a checkpoint with a new model.");
    }

    /// <summary>The slots, made with their initial values if there are none yet; outside a recording, for what a recording makes is its own.</summary>
    public Tensor MakeSlots()
    {
        if (_slots is not null) return _slots;
        _slots = EmptySlots(_part.Count);
        for (int slot = 0; slot < Rule.Slots; slot++)
            if (_part.Count > 0) Tensor.ViewOf(_slots.Memory, slot * (nint)_part.Count, Buffer.Device, Buffer.ElementType, [(int)_part.Count]).FillWith(_initialSlotValues[slot]);
        return _slots;
    }

    /// <summary>Room for the slots of so many elements.</summary>
    public Tensor EmptySlots(long count) => Tensor.Empty(Buffer.Device, Buffer.ElementType, [checked(Rule.Slots * (int)count)]);

    /// <summary>Keeps the state of these elements alone: the others' is elsewhere.</summary>
    public void KeepPart(ElementRange part)
    {
        if (_slots is { } whole)
        {
            _slots = EmptySlots(part.Count);
            for (int slot = 0; slot < Rule.Slots; slot++) FlatCopy.Run(whole, slot * Buffer.Length + part.Start, _slots, slot * part.Count, part.Count);
        }

        (_part, Plan) = (part, null);
    }

    /// <summary>Takes over <see cref="Whole"/>, which has the state of all elements.</summary>
    public void KeepWhole() => (_slots, _part, Whole, Plan) = (Whole, new(0, Buffer.Length), null, null);

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
    /// <param name="recorded">The plan of a step that this one repeats, whose rules have been prepared.</param>
    public void MakePlan(UpdatePlan? recorded)
    {
        if (recorded?.IsOf(Buffer.Parameters) == true) Plan = recorded;
        else if (Plan?.IsFor(Buffer.Parameters, Rows) != true) Plan = UpdatePlan.Make(Buffer.Parameters, Rows, _rowOf);
    }

    /// <summary>Whether a recorded step would still use the right rules.</summary>
    public bool CanRepeat(UpdatePlan plan) => plan.Fits(_rowOf);

    /// <summary>Updates what the plan names by a rule, in one kernel.</summary>
    public void Update<TRule, T>() where TRule : unmanaged, IUpdateRule where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_part.Count == 0) return;
        var (start, count) = ((nint)_part.Start, (nint)_part.Count);
        var (values, gradients) = (Buffer.Values.Whole.Elements<T>(), Buffer.Gradients.Whole.Elements<T>());
        if (!IsWhole) (values, gradients) = (values.Part(start, count), gradients.Part(start, count));
        Buffer.Device.Backend.Update<TRule, T>(IsWhole ? Plan!.Segments : Plan!.SegmentsOf(_part), Numbers.Rules<TRule>(), values, gradients, _slots!.Elements<T>());
    }

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
