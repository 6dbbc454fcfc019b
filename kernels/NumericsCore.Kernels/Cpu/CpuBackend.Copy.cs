namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    // memory is moved faster than it is computed with
    private const int CopyGrainElements = 4 * GrainElements;

    // columns of a scatter are cut where cache lines are
    private const int ScatterColumns = 64;

    public override void Fill<T>(Slice<T> y, T value)
    {
        var work = new FillWork<T>(y.Pointer(), value);
        Workers.For(y.Length, CopyGrainElements, ref work);
        GC.KeepAlive(y.Memory);
    }

    public override void CopyStrided<T>(Slice<T> x, Slice<T> y, in StridedShape shape)
    {
        shape.Check();
        nint count = checked((nint)shape.Count);
        if (count == 0) return;
        x.RequireBox(shape, shape.SourceStrides);
        y.RequireBox(shape, shape.DestinationStrides);
        var work = new StridedCopy<T>(x.Pointer(), y.Pointer(), shape);
        Workers.For(work.Items, GrainOf(count / work.Items, CopyGrainElements), ref work);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void GatherRows<T>(Slice<T> x, Slice<int> indices, Slice<int> start, Slice<T> y, nint rows, nint columns)
    {
        nint count = CpuArguments.Count(rows, columns);
        T* destination = y.Pointer(count);
        if (count == 0) return;
        int first = *start.Pointer(1);
        ArgumentOutOfRangeException.ThrowIfNegative(first, nameof(start));
        int* chosen = indices.Pointer(first + rows) + first;
        CheckIndices(chosen, rows, x.Length / columns);
        var work = new GatherRowsWork<T>(x.Pointer(), chosen, destination, columns);
        Workers.For(rows, GrainOf(columns, CopyGrainElements), ref work);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(indices.Memory);
        GC.KeepAlive(start.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void ScatterAddRows<T>(Slice<T> x, Slice<int> indices, Slice<T> y, nint rows, nint columns)
    {
        nint count = CpuArguments.Count(rows, columns);
        T* source = x.Pointer(count);
        if (count == 0) return;
        int* chosen = indices.Pointer(rows);
        CheckIndices(chosen, rows, y.Length / columns);
        nint grain = (GrainOf(rows) + ScatterColumns - 1) / ScatterColumns * ScatterColumns;
        ForLanes<ScatterAddRowsLoop<T>, T>(columns, grain, new(source, chosen, y.Pointer(), rows, columns));
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(indices.Memory);
        GC.KeepAlive(y.Memory);
    }

    private static void CheckIndices(int* indices, nint count, nint rows)
    {
        for (nint r = 0; r < count; r++)
        {
            if ((uint)indices[r] >= rows)
                throw new ArgumentOutOfRangeException(nameof(indices), indices[r], $"Index {r} is not a row; expected 0 to {rows - 1}.");
        }
    }
}
