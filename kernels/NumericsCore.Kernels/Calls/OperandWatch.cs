namespace NumericsCore.Kernels;

/// <summary>Compares the operands of one call with each other: where they lie, and whether something was written there.</summary>
internal sealed class OperandWatch : OperandVisitor
{
    private readonly List<Range> _ranges = [];

    /// <exception cref="ArgumentException">A result overlaps another operand.</exception>
    /// <exception cref="InvalidOperationException">What is to be read was never written.</exception>
    public void Check(bool inPlace)
    {
        foreach (var range in _ranges)
        {
            if (range.Reads && !range.Memory.IsWritten)
                throw new InvalidOperationException($"{range.Name} is read before anything was written to its memory of {range.Memory.ByteLength} bytes.");
        }

        for (int i = 0; i < _ranges.Count; i++)
            for (int j = i + 1; j < _ranges.Count; j++)
                Check(_ranges[i], _ranges[j], inPlace);
        foreach (var range in _ranges)
            if (range.Writes)
                range.Memory.IsWritten = true;
    }

    private static void Check(in Range a, in Range b, bool inPlace)
    {
        if (a.Memory != b.Memory || !(a.Writes || b.Writes) || a.End <= b.Start || b.End <= a.Start) return;
        if (inPlace && a.Start == b.Start && a.Writes != b.Writes) return;
        throw new ArgumentException($"Bytes {a.Start} to {a.End} of {a.Name} overlap bytes {b.Start} to {b.End} of {b.Name}; a result needs memory of its own.", a.Name);
    }

    protected override void Visit(ref OperandSlice slice, int elementSize, nint needed, string name, OperandUse use)
    {
        bool reads = use != OperandUse.Writes, writes = use.IsWritten();
        // a call may know better than by ranges what it writes
        if (writes && needed == 0 && slice.Memory is { } memory) memory.IsWritten = true;
        if (needed == 0) return;
        _ranges.Add(new(slice.Memory!, slice.Offset * elementSize, (slice.Offset + needed) * elementSize, name, reads, writes));
    }

    private readonly record struct Range(DeviceMemory Memory, nint Start, nint End, string Name, bool Reads, bool Writes);
}
