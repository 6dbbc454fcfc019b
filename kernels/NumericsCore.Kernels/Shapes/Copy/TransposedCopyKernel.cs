using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>
/// A strided copy where neighbours in the source lie along axis 1 of the box and neighbours in the destination along axis 0: a
/// group moves a square tile of both through shared memory, so that neighbouring threads read neighbours and write neighbours.
/// </summary>
internal readonly struct TransposedCopyKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    /// <summary>The side of a tile.</summary>
    public const int Tile = 32;

    // an odd pitch spreads a column of the tile over all banks
    private const int Pitch = Tile + 1;

    private const int Rows = GpuQueue.GroupSize / Tile;

    // elements nearer than this share a sector of memory, and a tile of fewer along a side is mostly idle threads
    private const int NeighbourDistance = 8;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> y, StridedBox box, long count)
    {
        var run = queue.Load<TransposedCopyKernel<TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<TLane>, StridedBox, long>>();
        long tiles = Tiles(box.Extent0) * Tiles(box.Extent1) * (count / (box.Extent0 * box.Extent1));
        lock (queue.Gate) run(queue.Stream, queue.Groups(tiles, GpuQueue.GroupSize), x, y, box, tiles);
    }

    /// <summary>
    /// Whether neighbours in the source lie along another axis than neighbours in the destination, both long enough for tiles;
    /// that axis then comes next to the innermost.
    /// </summary>
    public static bool TryPutSourceNeighboursSecond(ref StridedShape shape)
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

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> y, StridedBox box, long tiles)
    {
        var tile = SharedMemory.Allocate<TLane>(Tile * Pitch);
        int column = Group.IdxX % Tile, row = Group.IdxX / Tile;
        for (long item = Grid.IdxX; item < tiles; item += Grid.DimX)
        {
            long outer = item, from = 0, to = 0;
            StridedBox.Step(ref outer, ref from, ref to, Tiles(box.Extent0), Tile * box.Source0, Tile * box.Destination0);
            long tile1 = outer;
            StridedBox.Step(ref outer, ref from, ref to, Tiles(box.Extent1), Tile * box.Source1, Tile * box.Destination1);
            long rest1 = box.Extent1 - (tile1 - outer * Tiles(box.Extent1)) * Tile;
            long rest0 = box.Extent0 - (item - tile1 * Tiles(box.Extent0)) * Tile;
            StridedBox.StepBeyondPlane(box, outer, ref from, ref to);

            for (int r = row; r < Tile; r += Rows)
            {
                if (r < rest0 && column < rest1) tile[r * Pitch + column] = x[from + r * box.Source0 + column * box.Source1];
            }

            Group.Barrier();
            for (int r = row; r < Tile; r += Rows)
            {
                if (r < rest1 && column < rest0) y[to + r * box.Destination1 + column * box.Destination0] = tile[column * Pitch + r];
            }

            // the next tile's loads may come before the slowest thread's stores
            Group.Barrier();
        }
    }

    private static long Tiles(long extent) => (extent + Tile - 1) / Tile;
}
