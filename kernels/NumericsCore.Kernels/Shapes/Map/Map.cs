using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>One array to another; y may be x.</summary>
internal readonly struct MapOperands<T>(Slice<T> x, Slice<T> y) : IOperands<MapOperands<T>> where T : unmanaged
{
    public readonly Slice<T> X = x, Y = y;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        visitor.Reads(X, Y.Length, "x");
        visitor.Writes(Y, Y.Length, "y");
    }
}

/// <summary>y[i] = f(x[i]).</summary>
internal readonly unsafe struct Map<TFormula, T>(TFormula formula) : IKernel<MapOperands<T>> where TFormula : struct, IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool RunsInPlace => true;

    void IKernel<MapOperands<T>>.RunOn(CpuBackend cpu, in MapOperands<T> operands)
    {
        nint count = operands.Y.Length;
        T* x = operands.X.Pointer(), y = operands.Y.Pointer();
        if (x != y && StreamingStore.Pays(y, 1, count)) cpu.ForLanes<MapLoop<TFormula, StreamingStore, T>, T>(count, CpuBackend.GrainElements, new(x, y, formula));
        else cpu.ForLanes<MapLoop<TFormula, CachedStore, T>, T>(count, CpuBackend.GrainElements, new(x, y, formula));
    }

    void IKernel<MapOperands<T>>.RunOn<TLane>(GpuBackend gpu, in MapOperands<T> operands)
    {
        nint count = operands.Y.Length;
        if (count == 0) return;
        MapKernel<TFormula, TLane>.Launch(
            gpu.Queue, formula, operands.X.View<TLane, T>(), operands.Y.View<TLane, T>(), count, operands.X.IsVec4Aligned() && operands.Y.IsVec4Aligned());
    }
}

internal static class MapShape
{
    /// <summary>y[i] = f(x[i]); y may be x.</summary>
    public static void Map<TFormula, T>(this Backend backend, Slice<T> x, Slice<T> y, TFormula formula = default)
        where TFormula : struct, IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new MapOperands<T>(x, y), new Map<TFormula, T>(formula));
}
