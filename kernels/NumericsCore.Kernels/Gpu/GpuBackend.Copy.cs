namespace NumericsCore.Kernels;

internal sealed partial class GpuBackend
{
    // elements nearer than this share a sector of memory, and a tile of fewer along a side is mostly idle threads
    private const int NeighbourDistance = 8;

    public override void CopyStrided<T>(Slice<T> x, Slice<T> y, in StridedShape shape)
    {
        if (typeof(T) == typeof(float)) CopyStrided<T, GpuSingle>(x, y, shape);
        else CopyStrided<T, GpuDouble>(x, y, shape);
    }

    public override void GatherRows<T>(Slice<T> x, Slice<int> indices, Slice<int> start, Slice<T> y, nint rows, nint columns)
    {
        if (typeof(T) == typeof(float)) GatherRows<T, GpuSingle>(x, indices, start, y, rows, columns);
        else GatherRows<T, GpuDouble>(x, indices, start, y, rows, columns);
    }

    public override void ScatterAddRows<T>(Slice<T> x, Slice<int> indices, Slice<T> y, nint rows, nint columns)
    {
        if (typeof(T) == typeof(float)) ScatterAddRows<T, GpuSingle>(x, indices, y, rows, columns);
        else ScatterAddRows<T, GpuDouble>(x, indices, y, rows, columns);
    }

    private void CopyStrided<T, TLane>(Slice<T> x, Slice<T> y, StridedShape shape) where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        shape.Check();
        long count = shape.Count;
        if (count == 0) return;
        shape.Simplify();
        var from = x.View<TLane, T>(1 + Reach(shape, shape.SourceStrides));
        var to = y.View<TLane, T>(1 + Reach(shape, shape.DestinationStrides));
        if (shape.Rank == 0 || (shape.Rank == 1 && shape.SourceStrides[0] == 1 && shape.DestinationStrides[0] == 1))
            MapKernel<Identity, TLane>.Launch(_queue, from, to, count, x.IsQuadAligned() && y.IsQuadAligned());
        else if (TryPutSourceNeighboursSecond(ref shape))
            TransposedCopyKernel<TLane>.Launch(_queue, from, to, BoxOf(shape), count);
        else
            StridedCopyKernel<TLane>.Launch(_queue, from, to, BoxOf(shape), count);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    /// <summary>
    /// Whether neighbours in the source lie along another axis than neighbours in the destination, both long enough for tiles;
    /// that axis then comes next to the innermost.
    /// </summary>
    internal static bool TryPutSourceNeighboursSecond(ref StridedShape shape)
    {
        int inner = shape.Rank - 1, nearest = inner;
        for (int axis = 0; axis < inner; axis++)
        {
            if (shape.SourceStrides[axis] != 0 && Math.Abs(shape.SourceStrides[axis]) < Math.Abs(shape.SourceStrides[nearest])) nearest = axis;
        }

        if (nearest == inner || Math.Abs(shape.SourceStrides[nearest]) >= NeighbourDistance
            || Math.Min(shape.Extents[nearest], shape.Extents[inner]) < NeighbourDistance)
            return false;
        shape.Swap(nearest, inner - 1);
        return true;
    }

    /// <summary>The furthest element that strides lead to.</summary>
    private static nint Reach(in StridedShape shape, in StridedShape.AxisValues strides)
    {
        long furthest = 0;
        for (int axis = 0; axis < shape.Rank; axis++) furthest += Math.Max(0, (shape.Extents[axis] - 1) * strides[axis]);
        return checked((nint)furthest);
    }

    private static StridedBox BoxOf(in StridedShape shape)
    {
        StridedShape s = shape;
        return new()
        {
            Rank = s.Rank,
            Extent0 = Inner(s.Extents, 0, 1),
            Extent1 = Inner(s.Extents, 1, 1),
            Extent2 = Inner(s.Extents, 2, 1),
            Extent3 = Inner(s.Extents, 3, 1),
            Extent4 = Inner(s.Extents, 4, 1),
            Extent5 = Inner(s.Extents, 5, 1),
            Extent6 = Inner(s.Extents, 6, 1),
            Extent7 = Inner(s.Extents, 7, 1),
            Source0 = Inner(s.SourceStrides, 0, 0),
            Source1 = Inner(s.SourceStrides, 1, 0),
            Source2 = Inner(s.SourceStrides, 2, 0),
            Source3 = Inner(s.SourceStrides, 3, 0),
            Source4 = Inner(s.SourceStrides, 4, 0),
            Source5 = Inner(s.SourceStrides, 5, 0),
            Source6 = Inner(s.SourceStrides, 6, 0),
            Source7 = Inner(s.SourceStrides, 7, 0),
            Destination0 = Inner(s.DestinationStrides, 0, 0),
            Destination1 = Inner(s.DestinationStrides, 1, 0),
            Destination2 = Inner(s.DestinationStrides, 2, 0),
            Destination3 = Inner(s.DestinationStrides, 3, 0),
            Destination4 = Inner(s.DestinationStrides, 4, 0),
            Destination5 = Inner(s.DestinationStrides, 5, 0),
            Destination6 = Inner(s.DestinationStrides, 6, 0),
            Destination7 = Inner(s.DestinationStrides, 7, 0),
        };

        long Inner(in StridedShape.AxisValues values, int axis, long otherwise) => axis < s.Rank ? values[s.Rank - 1 - axis] : otherwise;
    }

    private void GatherRows<T, TLane>(Slice<T> x, Slice<int> indices, Slice<int> start, Slice<T> y, nint rows, nint columns)
        where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        nint count = CpuArguments.Count(rows, columns);
        var to = y.View<TLane, T>(count);
        if (count == 0) return;
        GatherKernel<TLane>.Launch(_queue, x.View<TLane, T>(x.Length), indices.View<int, int>(rows), start.View<int, int>(1), to, rows, columns, _faults.Memory);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(indices.Memory);
        GC.KeepAlive(start.Memory);
        GC.KeepAlive(y.Memory);
    }

    private void ScatterAddRows<T, TLane>(Slice<T> x, Slice<int> indices, Slice<T> y, nint rows, nint columns)
        where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        var from = x.View<TLane, T>(CpuArguments.Count(rows, columns));
        if (rows == 0 || columns == 0) return;
        ScatterAddKernel<TLane>.Launch(_queue, from, indices.View<int, int>(rows), y.View<TLane, T>(y.Length), rows, columns, _faults.Memory);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(indices.Memory);
        GC.KeepAlive(y.Memory);
    }
}
