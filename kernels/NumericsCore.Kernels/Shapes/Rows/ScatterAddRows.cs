using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>Rows that are added to those of another matrix.</summary>
internal readonly struct ScatterOperands<T>(Slice<T> x, Slice<int> indices, Slice<T> y, nint rows, nint columns) : IOperands<ScatterOperands<T>>
    where T : unmanaged
{
    public readonly Slice<T> X = x, Y = y;
    public readonly Slice<int> Indices = indices;
    public readonly nint Rows = rows, Columns = columns;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        nint count = Operands.Count(Rows, Columns);
        visitor.Reads(X, count, "x");
        if (count == 0) return;
        visitor.ReadsAddresses(Indices, Rows, "indices");
        visitor.Updates(Y, Y.Length, "y");
    }
}

/// <summary>y[indices[r], :] += x[r, :] for r = 0, 1, ... in that order.</summary>
internal readonly unsafe struct ScatterAddRows<T> : IKernel<ScatterOperands<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // columns are cut where cache lines are
    private const int ColumnsOfLine = 64;

    /// <exception cref="ArgumentOutOfRangeException">An index is not a row of y.</exception>
    void IKernel<ScatterOperands<T>>.RunOn(CpuBackend cpu, in ScatterOperands<T> operands)
    {
        var (rows, columns) = (operands.Rows, operands.Columns);
        if (rows == 0 || columns == 0) return;
        int* chosen = operands.Indices.Pointer();
        RowIndices.Check(chosen, rows, operands.Y.Length / columns);
        nint grain = (CpuBackend.GrainOf(rows) + ColumnsOfLine - 1) / ColumnsOfLine * ColumnsOfLine;
        cpu.ForLanes<ScatterAddRowsLoop<T>, T>(columns, grain, new(operands.X.Pointer(), chosen, operands.Y.Pointer(), rows, columns));
    }

    void IKernel<ScatterOperands<T>>.RunOn<TLane>(GpuBackend gpu, in ScatterOperands<T> operands)
    {
        if (operands.Rows == 0 || operands.Columns == 0) return;
        ScatterAddKernel<TLane>.Launch(
            gpu.Queue, operands.X.View<TLane, T>(), operands.Indices.View<int, int>(), operands.Y.View<TLane, T>(), operands.Rows, operands.Columns, gpu.Faults.Memory);
    }
}

internal static class ScatterAddShape
{
    /// <summary>y[indices[r], :] += x[r, :] for r = 0, 1, ... in that order, onto what y holds.</summary>
    public static void ScatterAddRows<T>(this Backend backend, Slice<T> x, Slice<int> indices, Slice<T> y, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new ScatterOperands<T>(x, indices, y, rows, columns), default(ScatterAddRows<T>));
}
