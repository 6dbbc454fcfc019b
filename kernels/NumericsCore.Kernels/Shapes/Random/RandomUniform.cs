using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>An array of random numbers, and where they start.</summary>
internal readonly struct UniformOperands<T>(Slice<T> y, in RandomAddress address) : IOperands<UniformOperands<T>> where T : unmanaged
{
    public readonly Slice<T> Y = y;
    public readonly RandomAddress Address = address;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        visitor.Writes(Y, Y.Length, "y");
        if (Address.Step is { } step) visitor.Reads(step, Address.StepLength, "address");
    }
}

/// <summary>y[i] = u ∈ [0, 1).</summary>
internal readonly unsafe struct RandomUniform<T> : IKernel<UniformOperands<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<UniformOperands<T>>.RunOn(CpuBackend cpu, in UniformOperands<T> operands)
    {
        var loop = new UniformLoop<T>(operands.Y.Pointer(), RandomWords.Of(operands.Address));
        cpu.ForLanes<RandomRange<UniformLoop<T>, T>, T>(operands.Y.Length, RandomWords.Grain, new(loop));
    }

    void IKernel<UniformOperands<T>>.RunOn<TLane>(GpuBackend gpu, in UniformOperands<T> operands)
    {
        if (operands.Y.Length == 0) return;
        UniformKernel<TLane>.Launch(
            gpu.Queue, operands.Y.View<TLane, T>(), GpuRandom.Of(operands.Address), gpu.StepOf(operands.Address), operands.Y.Length, operands.Y.IsVec4Aligned());
    }
}

internal static class UniformShape
{
    /// <summary>y[i] = u ∈ [0, 1): the upper 24 bits of element i's random word times 2^-24, the same for float32 and float64.</summary>
    public static void RandomUniform<T>(this Backend backend, Slice<T> y, RandomAddress address) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new UniformOperands<T>(y, address), default(RandomUniform<T>));
}
