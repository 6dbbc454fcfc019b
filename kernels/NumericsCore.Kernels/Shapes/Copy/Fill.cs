using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>One array.</summary>
internal readonly struct FillOperands<T>(Slice<T> y) : IOperands<FillOperands<T>> where T : unmanaged
{
    public readonly Slice<T> Y = y;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor) => visitor.Writes(Y, Y.Length, "y");
}

/// <summary>y[i] = value.</summary>
internal readonly unsafe struct Fill<T>(T value) : IKernel<FillOperands<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<FillOperands<T>>.RunOn(CpuBackend cpu, in FillOperands<T> operands)
    {
        var work = new FillWork<T>(operands.Y.Pointer(), value);
        cpu.Workers.For(operands.Y.Length, CpuBackend.CopyGrainElements, ref work);
    }

    void IKernel<FillOperands<T>>.RunOn<TLane>(GpuBackend gpu, in FillOperands<T> operands)
    {
        if (operands.Y.Length == 0) return;
        FillKernel<TLane>.Launch(gpu.Queue, operands.Y.View<TLane, T>(), Unsafe.BitCast<T, TLane>(value), operands.Y.Length, operands.Y.IsVec4Aligned());
    }
}

internal static class FillShape
{
    /// <summary>y[i] = value.</summary>
    public static void Fill<T>(this Backend backend, Slice<T> y, T value) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new FillOperands<T>(y), new Fill<T>(value));
}
