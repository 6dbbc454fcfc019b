namespace NumericsCore.Kernels;

/// <summary>A counter of steps and where the step of this one is kept.</summary>
internal readonly struct AdvanceOperands(Slice<uint> counter, Slice<uint> snapshot) : IOperands<AdvanceOperands>
{
    public readonly Slice<uint> Counter = counter, Snapshot = snapshot;

    public static Type ElementType => typeof(uint);

    public void Visit(OperandVisitor visitor)
    {
        visitor.Updates(Counter, 1, "counter");
        visitor.Writes(Snapshot, 1, "snapshot");
    }
}

/// <summary>snapshot[0] = counter[0]; counter[0] += 1.</summary>
internal readonly unsafe struct Advance : IKernel<AdvanceOperands>
{
    void IKernel<AdvanceOperands>.RunOn(CpuBackend cpu, in AdvanceOperands operands)
    {
        uint* counter = operands.Counter.Pointer();
        *operands.Snapshot.Pointer() = *counter;
        *counter = unchecked(*counter + 1);
    }

    void IKernel<AdvanceOperands>.RunOn<TLane>(GpuBackend gpu, in AdvanceOperands operands) =>
        AdvanceKernel.Launch(gpu.Queue, operands.Counter.View<uint, uint>(), operands.Snapshot.View<uint, uint>());
}

internal static class AdvanceShape
{
    /// <summary>snapshot[0] = counter[0]; counter[0] += 1: numbers a step, so that its backward pass can repeat its random numbers.</summary>
    public static void Advance(this Backend backend, Slice<uint> counter, Slice<uint> snapshot) => backend.Run(new AdvanceOperands(counter, snapshot), default(Advance));
}
