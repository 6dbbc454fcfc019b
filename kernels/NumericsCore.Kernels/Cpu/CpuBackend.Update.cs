namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Update<TRule, T>(ReadOnlyMemory<UpdateSegment> segments, Slice<TRule> rules, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
    {
        nint count = parameters.Length;
        UpdateSegment.Check(segments.Span, count, rules.Length);
        T* theta = parameters.Pointer(), g = gradients.Pointer(count);
        var rule = rules.Pointer();
        // a rule without state may come without memory for it
        T* state = TRule.Slots > 0 ? slots.Pointer(TRule.Slots * count) : null;
        foreach (var (offset, length, group) in segments.Span)
            ForLanes<UpdateLoop<TRule, T>, T>(length, GrainElements, new(rule + group, theta + offset, g + offset, state + offset, count));

        GC.KeepAlive(rules.Memory);
        GC.KeepAlive(parameters.Memory);
        GC.KeepAlive(gradients.Memory);
        GC.KeepAlive(slots.Memory);
    }
}
