using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>Rows of one matrix in the order of indices, of which those from element <c>start[0]</c> on count.</summary>
internal readonly struct GatherOperands<T>(Slice<T> x, Slice<int> indices, Slice<int> start, Slice<T> y, nint rows, nint columns) : IOperands<GatherOperands<T>>
    where T : unmanaged
{
    public readonly Slice<T> X = x, Y = y;
    public readonly Slice<int> Indices = indices, Start = start;
    public readonly nint Rows = rows, Columns = columns;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        nint count = Operands.Count(Rows, Columns);
        visitor.Writes(Y, count, "y");
        if (count == 0) return;
        visitor.Reads(X, X.Length, "x");
        visitor.ReadsAddresses(Indices, Rows, "indices");
        visitor.ReadsAddresses(Start, 1, "start");
    }
}

/// <summary>y[r, :] = x[indices[start + r], :].</summary>
internal readonly unsafe struct GatherRows<T> : IKernel<GatherOperands<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <exception cref="ArgumentOutOfRangeException">The start is negative, or an index is not a row of x.</exception>
    void IKernel<GatherOperands<T>>.RunOn(CpuBackend cpu, in GatherOperands<T> operands)
    {
        var (rows, columns) = (operands.Rows, operands.Columns);
        if (rows == 0 || columns == 0) return;
        int start = *operands.Start.Pointer();
        RowIndices.CheckStart(start, rows, operands.Indices.Length);
        int* chosen = operands.Indices.Pointer() + start;
        RowIndices.Check(chosen, rows, operands.X.Length / columns);
        var work = new GatherRowsWork<T>(operands.X.Pointer(), chosen, operands.Y.Pointer(), columns);
        cpu.Workers.For(rows, CpuBackend.GrainOf(columns, CpuBackend.CopyGrainElements), ref work);
    }

    void IKernel<GatherOperands<T>>.RunOn<TLane>(GpuBackend gpu, in GatherOperands<T> operands)
    {
        if (operands.Rows == 0 || operands.Columns == 0) return;
        GatherKernel<TLane>.Launch(
            gpu.Queue, operands.X.View<TLane, T>(), operands.Indices.View<int, int>(), operands.Start.View<int, int>(), operands.Y.View<TLane, T>(),
            operands.Rows, operands.Columns, gpu.Faults.Memory);
    }
}

/// <summary>Checks of indices where the host can read them.</summary>
internal static unsafe class RowIndices
{
    /// <exception cref="ArgumentOutOfRangeException">The start is negative.</exception>
    /// <exception cref="ArgumentException">There are fewer indices than rows from the start on.</exception>
    public static void CheckStart(int start, nint rows, nint indices)
    {
        OutOfRange.ThrowIfNegative(start);
        if (indices - start < rows) throw new ArgumentException($"The slice holds {indices} elements; the kernel needs {start + rows}.", nameof(indices));
    }

    /// <exception cref="ArgumentOutOfRangeException">An index is not a row.</exception>
    public static void Check(int* indices, nint count, nint rows)
    {
        for (nint r = 0; r < count; r++)
        {
            if ((uint)indices[r] >= rows)
                throw OutOfRange.Error(nameof(indices), indices[r], $"Index {r} is not a row; expected 0 to {rows - 1}.");
        }
    }
}

internal static class GatherShape
{
    /// <summary>y[r, :] = x[indices[start + r], :] for r &lt; rows; <paramref name="start"/> holds one element, so that a replayed call can move on.</summary>
    public static void GatherRows<T>(this Backend backend, Slice<T> x, Slice<int> indices, Slice<int> start, Slice<T> y, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new GatherOperands<T>(x, indices, start, y, rows, columns), default(GatherRows<T>));
}
