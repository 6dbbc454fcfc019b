namespace NumericsCore.CudaEmulator;

/// <summary>What a call passes or gives back: a slot for each place in it that is written.</summary>
internal sealed class ParameterVariable
{
    private readonly Dictionary<long, Slot> _parts = [];

    /// <summary>The slot at an offset; null: it was used with another width.</summary>
    public Slot? At(long offset, SlotKind kind, SlotTable slots)
    {
        if (!_parts.TryGetValue(offset, out var slot)) _parts.Add(offset, slot = slots.Register(kind));
        return slot.Kind == kind ? slot : null;
    }
}
