namespace NumericsCore.Kernels;

/// <summary>Refuses operands that are too short or lie elsewhere: a wrong length must never become a write into foreign memory.</summary>
/// <exception cref="ArgumentException">An operand is shorter than the call needs, or lies in memory of another device.</exception>
internal sealed class OperandCheck(Backend device) : OperandVisitor
{
    protected override void Visit(ref OperandSlice slice, int elementSize, nint needed, string name, OperandUse use)
    {
        if (slice.Length < needed) throw new ArgumentException($"The slice holds {slice.Length} elements; the kernel needs {needed}.", name);
        if (slice.Memory is null ? slice.Length > 0 : !slice.Memory.IsReachableFrom(device)) throw Foreign(slice.Memory, name);
    }

    private ArgumentException Foreign(DeviceMemory? memory, string name) =>
        new($"The slice lies in {memory?.GetType().Name ?? "no memory"} of another device; expected memory that {device.GetType().Name} reaches.", name);
}
