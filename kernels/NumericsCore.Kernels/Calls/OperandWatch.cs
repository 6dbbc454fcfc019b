using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Compares the operands of one call with each other: where they lie, and whether something was written there.</summary>
internal readonly struct OperandWatch(List<OperandWatch.Range> ranges) : IOperandVisitor
{
    public void Reads<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Add(slice, needed, name, reads: true, writes: false);

    public void Writes<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Add(slice, needed, name, reads: false, writes: true);

    public void Updates<T>(in Slice<T> slice, nint needed, string name) where T : unmanaged => Add(slice, needed, name, reads: true, writes: true);

    /// <exception cref="ArgumentException">A result overlaps another operand.</exception>
    /// <exception cref="InvalidOperationException">What is to be read was never written.</exception>
    public void Check(bool inPlace)
    {
        foreach (var range in ranges)
        {
            if (range.Reads && !range.Memory.IsWritten)
                throw new InvalidOperationException($"{range.Name} is read before anything was written to its memory of {range.Memory.ByteLength} bytes.");
        }

        for (int i = 0; i < ranges.Count; i++)
            for (int j = i + 1; j < ranges.Count; j++)
                Check(ranges[i], ranges[j], inPlace);
        foreach (var range in ranges)
            if (range.Writes)
                range.Memory.IsWritten = true;
    }

    private static void Check(in Range a, in Range b, bool inPlace)
    {
        if (a.Memory != b.Memory || !(a.Writes || b.Writes) || a.End <= b.Start || b.End <= a.Start) return;
        if (inPlace && a.Start == b.Start && a.Writes != b.Writes) return;
        throw new ArgumentException($"Bytes {a.Start} to {a.End} of {a.Name} overlap bytes {b.Start} to {b.End} of {b.Name}; a result needs memory of its own.", a.Name);
    }

    private void Add<T>(in Slice<T> slice, nint needed, string name, bool reads, bool writes) where T : unmanaged
    {
        // a call may know better than by ranges what it writes
        if (writes && needed == 0 && slice.Memory is { } memory) memory.IsWritten = true;
        if (needed == 0) return;
        nint size = Unsafe.SizeOf<T>();
        ranges.Add(new(slice.Memory, slice.Offset * size, (slice.Offset + needed) * size, name, reads, writes));
    }

    internal readonly record struct Range(DeviceMemory Memory, nint Start, nint End, string Name, bool Reads, bool Writes);
}
