namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Update<TRule, T>(ReadOnlyMemory<UpdateSegment> segments, Slice<T> scalars, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
    {
        nint count = parameters.Length;
        UpdateSegment.Check(segments.Span, count, scalars.Length / RuleScalars<ScalarLane<T>>.Count);
        T* theta = parameters.Pointer(), g = gradients.Pointer(count), rows = scalars.Pointer();
        // a rule without state may come without memory for it
        T* state = TRule.Slots > 0 ? slots.Pointer(TRule.Slots * count) : null;
        foreach (var (offset, length, group) in segments.Span)
        {
            var loop = new UpdateLoop<TRule, T>(rows + group * RuleScalars<ScalarLane<T>>.Count, theta + offset, g + offset, state + offset, count);
            ForLanes<UpdateLoop<TRule, T>, T>(length, GrainElements, loop);
        }

        GC.KeepAlive(scalars.Memory);
        GC.KeepAlive(parameters.Memory);
        GC.KeepAlive(gradients.Memory);
        GC.KeepAlive(slots.Memory);
    }
}
