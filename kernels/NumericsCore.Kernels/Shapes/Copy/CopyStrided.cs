using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The elements of a box in two arrays, each with strides of its own.</summary>
internal readonly struct CopyOperands<T> : IOperands<CopyOperands<T>> where T : unmanaged
{
    public readonly Slice<T> X, Y;
    public readonly StridedShape Shape;

    /// <exception cref="ArgumentException">The strides reach beyond a slice, or two elements would be written to one place.</exception>
    public CopyOperands(Slice<T> x, Slice<T> y, in StridedShape shape)
    {
        shape.Check();
        (X, Y, Shape) = (x, y, shape);
        if (shape.Count == 0) return;
        RequireBox(x, shape, shape.SourceStrides);
        RequireBox(y, shape, shape.DestinationStrides);
    }

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        // strides may lead back and forth within one block, so what meets cannot be told from the ranges
        visitor.Reads(X, 0, "x");
        visitor.Writes(Y, 0, "y");
    }

    /// <summary>Checks that the elements of a box, counted from the start of the slice, lie in it; a negative stride may reach before it, but not before its memory.</summary>
    private static void RequireBox(Slice<T> slice, in StridedShape shape, in StridedShape.AxisValues strides, [CallerArgumentExpression(nameof(slice))] string name = "")
    {
        long lowest = 0, highest = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            long reach = checked((shape.Extents[axis] - 1) * strides[axis]);
            if (reach < 0) lowest += reach;
            else highest += reach;
        }

        if (highest >= slice.Length || slice.Offset + lowest < 0)
            throw new ArgumentException(FormattableString.Invariant($"The box reaches from element {lowest} to {highest}; the slice starts at {slice.Offset} of its memory and holds {slice.Length} elements."), name);
    }
}

/// <summary>y[destination strides] = x[source strides] over the box.</summary>
internal readonly unsafe struct CopyStrided<T> : IKernel<CopyOperands<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<CopyOperands<T>>.RunOn(CpuBackend cpu, in CopyOperands<T> operands)
    {
        nint count = checked((nint)operands.Shape.Count);
        if (count == 0) return;
        var work = new StridedCopy<T>(operands.X.Pointer(), operands.Y.Pointer(), operands.Shape);
        cpu.Workers.For(work.Items, CpuBackend.GrainOf(count / work.Items, CpuBackend.CopyGrainElements), ref work);
    }

    void IKernel<CopyOperands<T>>.RunOn<TLane>(GpuBackend gpu, in CopyOperands<T> operands)
    {
        var shape = operands.Shape;
        long count = shape.Count;
        if (count == 0) return;
        shape.Simplify();
        ILGPU.ArrayView<TLane> from = operands.X.View<TLane, T>(), to = operands.Y.View<TLane, T>();
        if (shape.Rank == 0 || (shape.Rank == 1 && shape.SourceStrides[0] == 1 && shape.DestinationStrides[0] == 1))
            MapKernel<Identity, TLane>.Launch(gpu.Queue, default, from, to, count, operands.X.IsVec4Aligned() && operands.Y.IsVec4Aligned());
        else if (TransposedCopyKernel<TLane>.TryPutSourceNeighboursSecond(ref shape))
            TransposedCopyKernel<TLane>.Launch(gpu.Queue, from, to, StridedBox.Of(shape), count);
        else
            StridedCopyKernel<TLane>.Launch(gpu.Queue, from, to, StridedBox.Of(shape), count);
    }
}

internal static class CopyShape
{
    /// <summary>y[destination strides] = x[source strides] over the box. A source stride of 0 broadcasts.</summary>
    public static void CopyStrided<T>(this Backend backend, Slice<T> x, Slice<T> y, in StridedShape shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new CopyOperands<T>(x, y, shape), default(CopyStrided<T>));
}
