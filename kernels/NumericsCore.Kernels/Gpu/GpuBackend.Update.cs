namespace NumericsCore.Kernels;

internal sealed partial class GpuBackend
{
    public override void Update<TRule, T>(ReadOnlyMemory<UpdateSegment> segments, Slice<TRule> rules, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
    {
        if (typeof(T) == typeof(float)) Update<TRule, T, GpuSingle>(segments.Span, rules, parameters, gradients, slots);
        else Update<TRule, T, GpuDouble>(segments.Span, rules, parameters, gradients, slots);
    }

    private void Update<TRule, T, TLane>(ReadOnlySpan<UpdateSegment> segments, Slice<TRule> rules, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
        where TRule : unmanaged, IUpdateRule where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        nint count = parameters.Length;
        UpdateSegment.Check(segments, count, rules.Length);
        var theta = parameters.View<TLane, T>(count);
        var g = gradients.View<TLane, T>(count);
        // a rule without state may come without memory for it
        var state = TRule.Slots > 0 ? slots.View<TLane, T>(TRule.Slots * count) : default;
        bool aligned = parameters.IsQuadAligned() && gradients.IsQuadAligned();
        bool slotsAligned = TRule.Slots > 0 && slots.IsQuadAligned() && (TRule.Slots == 1 || count % Quad<TLane>.Length == 0);
        var tiles = _updateTables.For(segments);
        if (tiles.Length > 0) UpdateKernel<TRule, TLane>.Launch(_queue, tiles, rules.View<TRule, TRule>(0), theta, g, state, aligned, slotsAligned);
        GC.KeepAlive(rules.Memory);
        GC.KeepAlive(parameters.Memory);
        GC.KeepAlive(gradients.Memory);
        GC.KeepAlive(slots.Memory);
    }
}
