using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>The flat buffers of an optimizer step, and the rule of each group. Slot s of parameter element i is slots[s·parameters.Length + i].</summary>
internal readonly struct UpdateOperands<TRule, T>(
    ReadOnlyMemory<UpdateSegment> segments, Slice<TRule> rules, Slice<T> parameters, Slice<T> gradients, Slice<T> slots, int slotCount) : IOperands<UpdateOperands<TRule, T>>
    where TRule : unmanaged where T : unmanaged
{
    public readonly ReadOnlyMemory<UpdateSegment> Segments = segments;
    public readonly Slice<TRule> Rules = rules;
    public readonly Slice<T> Parameters = parameters, Gradients = gradients, Slots = slots;
    public readonly int SlotCount = slotCount;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        nint count = Parameters.Length;
        visitor.Reads(Rules, Rules.Length, "rules");
        visitor.Updates(Parameters, count, "parameters");
        visitor.Reads(Gradients, count, "gradients");
        // a rule without state may come without memory for it
        if (SlotCount > 0) visitor.Updates(Slots, SlotCount * count, "slots");
    }
}

/// <summary>One optimizer step over all segments of the flat buffers.</summary>
internal readonly unsafe struct Update<TRule, T> : IKernel<UpdateOperands<TRule, T>> where TRule : unmanaged, IUpdateRule where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<UpdateOperands<TRule, T>>.RunOn(CpuBackend cpu, in UpdateOperands<TRule, T> operands)
    {
        nint count = operands.Parameters.Length;
        T* theta = operands.Parameters.Pointer(), g = operands.Gradients.Pointer();
        var rules = operands.Rules.Pointer();
        T* state = TRule.Slots > 0 ? operands.Slots.Pointer() : null;
        foreach (var (offset, length, group) in operands.Segments.Span)
            cpu.ForLanes<UpdateLoop<TRule, T>, T>(length, CpuBackend.GrainElements, new(rules + group, theta + offset, g + offset, state + offset, count));
    }

    void IKernel<UpdateOperands<TRule, T>>.RunOn<TLane>(GpuBackend gpu, in UpdateOperands<TRule, T> operands)
    {
        nint count = operands.Parameters.Length;
        var state = TRule.Slots > 0 ? operands.Slots.View<TLane, T>() : default;
        bool aligned = operands.Parameters.IsVec4Aligned() && operands.Gradients.IsVec4Aligned();
        bool slotsAligned = TRule.Slots > 0 && operands.Slots.IsVec4Aligned() && (TRule.Slots == 1 || count % Vec4<TLane>.Length == 0);
        var tiles = gpu.UpdateTables.For(operands.Segments.Span);
        if (tiles.Length == 0) return;
        // as integers: ILGPU's launchers cannot name a rule that is not public
        var rules = operands.Rules.View<TRule, TRule>().Cast<long>();
        UpdateKernel<TRule, TLane>.Launch(
            gpu.Queue, tiles, rules, operands.Parameters.View<TLane, T>(), operands.Gradients.View<TLane, T>(), state, aligned, slotsAligned);
    }
}

internal static class UpdateShape
{
    /// <summary>
    /// One optimizer step over all segments of the flat buffers. Slot s of parameter element i is slots[s·parameters.Length + i];
    /// element g of <paramref name="rules"/> is the rule of group g.
    /// </summary>
    /// <exception cref="ArgumentException">A segment reaches beyond the parameters, or its group has no rule.</exception>
    public static void Update<TRule, T>(
        this Backend backend, ReadOnlyMemory<UpdateSegment> segments, Slice<TRule> rules, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
        where TRule : unmanaged, IUpdateRule where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        UpdateSegment.Check(segments.Span, parameters.Length, rules.Length);
        backend.Run(new UpdateOperands<TRule, T>(segments, rules, parameters, gradients, slots, TRule.Slots), default(Update<TRule, T>));
    }
}
