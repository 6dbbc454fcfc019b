using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>One array to another, which may be the same, and where the random numbers start.</summary>
internal readonly struct DropoutOperands<T>(Slice<T> x, Slice<T> y, in RandomAddress address) : IOperands<DropoutOperands<T>> where T : unmanaged
{
    public readonly Slice<T> X = x, Y = y;
    public readonly RandomAddress Address = address;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        visitor.Reads(X, Y.Length, "x");
        visitor.Writes(Y, Y.Length, "y");
        if (Address.Step is { } step) visitor.Reads(step, Address.StepLength, "address");
    }
}

/// <summary>y[i] = u(i) &lt; rate ? 0 : x[i]·scale.</summary>
internal readonly unsafe struct Dropout<T>(T rate, T scale) : IKernel<DropoutOperands<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool RunsInPlace => true;

    void IKernel<DropoutOperands<T>>.RunOn(CpuBackend cpu, in DropoutOperands<T> operands)
    {
        var loop = new DropoutLoop<T>(operands.X.Pointer(), operands.Y.Pointer(), rate, scale, RandomWords.Of(operands.Address));
        cpu.ForLanes<RandomRange<DropoutLoop<T>, T>, T>(operands.Y.Length, RandomWords.Grain, new(loop));
    }

    void IKernel<DropoutOperands<T>>.RunOn<TLane>(GpuBackend gpu, in DropoutOperands<T> operands)
    {
        nint count = operands.Y.Length;
        if (count == 0) return;
        DropoutKernel<TLane>.Launch(
            gpu.Queue, operands.X.View<TLane, T>(), operands.Y.View<TLane, T>(), Unsafe.BitCast<T, TLane>(rate), Unsafe.BitCast<T, TLane>(scale),
            GpuRandom.Of(operands.Address), gpu.StepOf(operands.Address), count, operands.X.IsVec4Aligned() && operands.Y.IsVec4Aligned());
    }
}

internal static class DropoutShape
{
    /// <summary>y[i] = u(i) &lt; rate ? 0 : x[i]·scale, where u is <see cref="UniformShape.RandomUniform{T}"/> of the same address; y may be x.</summary>
    public static void Dropout<T>(this Backend backend, Slice<T> x, Slice<T> y, T rate, T scale, RandomAddress address) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new DropoutOperands<T>(x, y, address), new Dropout<T>(rate, scale));
}
