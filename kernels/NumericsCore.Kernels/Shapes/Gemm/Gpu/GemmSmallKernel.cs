using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>
/// A 16x16 tile of C a group, an element a thread, over slices of 64 k in shared memory: for products too small to fill the device
/// with larger tiles. They wait for memory most of all, so a slice is long, and under way while the one before it is used.
/// </summary>
internal readonly struct GemmSmallKernel<TGpuEpilogue, TLane> : IGpuKernel where TGpuEpilogue : struct, IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    public const int Tile = GemmTiles.Small;
    private const int Depth = 64;

    // vectors of four lie along k; a multiple of them, and eight threads that read neighbouring rows are free of bank conflicts
    private const int Pitch = Depth + 4;
    private const int Slice = Tile * Pitch;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
    {
        var run = queue.Load<GemmSmallKernel<TGpuEpilogue, TLane>, Action<AcceleratorStream, KernelConfig, GpuGemmShape, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, TGpuEpilogue>>();
        long tiles = GemmTiles.Rows<TGpuEpilogue, TLane>(shape.M, Tile) * ((shape.N + Tile - 1) / Tile) * shape.Batch;
        lock (queue.Gate) run(queue.Stream, queue.Groups(tiles, GpuQueue.GroupSize), shape, a, b, c, epilogue);
    }

    private static void Run(GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
    {
        // one block, which starts where vectors of four may: both slices of A, then both of B
        var shared = SharedMemory.Allocate<TLane>(4 * Slice);
        var slicesA = shared.SubView(0, 2 * Slice);
        var slicesB = shared.SubView(2 * Slice, 2 * Slice);
        int x = Group.IdxX & 15, y = Group.IdxX >> 4;
        long tileRows = GemmTiles.Rows<TGpuEpilogue, TLane>(shape.M, Tile), tileColumns = (shape.N + Tile - 1) / Tile;
        for (long item = Grid.IdxX; item < tileRows * tileColumns * shape.Batch; item += Grid.DimX)
        {
            long matrix = GpuThread.Divide(item, tileRows * tileColumns), tile = item - matrix * tileRows * tileColumns;
            long tileRow = GpuThread.Divide(tile, tileColumns);
            int i0 = (int)tileRow * Tile, j0 = (int)(tile - tileRow * tileColumns) * Tile;
            int terms = matrix == shape.Batch - 1 ? shape.LastK : shape.K;
            TLane product = TLane.Of(0), sum = product;
            // the sums of the blocks of k before
            TLane products = product, columnSum = product;
            bool sums = tileRow == 0 && y == 0;
            bool rowsA = shape.ColumnA == 1, rowsB = shape.RowB == 1;
            int iA = i0 + IndexI(rowsA), kA = IndexK(rowsA), iB = j0 + IndexI(rowsB), kB = IndexK(rowsB);
            int toA = IndexI(rowsA) * Pitch + kA, toB = IndexI(rowsB) * Pitch + kB;
            long atA = matrix * shape.BatchA + iA * shape.RowA + kA * shape.ColumnA, atB = matrix * shape.BatchB + iB * shape.ColumnB + kB * shape.RowB;
            var nextA = GemmVec4.Load(a, atA, GemmVec4.Rest(rowsA, shape.M - iA, terms - kA), shape.AlignedA);
            var nextB = GemmVec4.Load(b, atB, GemmVec4.Rest(rowsB, shape.N - iB, terms - kB), shape.AlignedB);
            int used = 0;
            for (int k0 = 0; k0 < terms; k0 += Depth)
            {
                // the slice under way arrives while the one after it is asked for and the one before it was used
                GemmVec4.Store(slicesA, used + toA, Pitch, !rowsA, nextA);
                GemmVec4.Store(slicesB, used + toB, Pitch, !rowsB, nextB);
                atA += Depth * shape.ColumnA;
                atB += Depth * shape.RowB;
                nextA = GemmVec4.Load(a, atA, GemmVec4.Rest(rowsA, shape.M - iA, terms - kA - k0 - Depth), shape.AlignedA);
                nextB = GemmVec4.Load(b, atB, GemmVec4.Rest(rowsB, shape.N - iB, terms - kB - k0 - Depth), shape.AlignedB);
                // with two slices, a barrier a slice is enough: who fills one has passed the barrier after its last use
                Group.Barrier();
                int depth = IntrinsicMath.Min(Depth, terms - k0), k = 0;
                var fromA = slicesA.SubView(used + y * Pitch, Depth);
                var fromB = slicesB.SubView(used + x * Pitch, Depth);
                for (; k + Vec4<TLane>.Length <= depth; k += Vec4<TLane>.Length)
                {
                    Vec4<TLane> row = Vec4.Load(fromA, k, Vec4<TLane>.Length, true), column = Vec4.Load(fromB, k, Vec4<TLane>.Length, true);
                    product = TLane.MultiplyAdd(row.X, column.X, product);
                    product = TLane.MultiplyAdd(row.Y, column.Y, product);
                    product = TLane.MultiplyAdd(row.Z, column.Z, product);
                    product = TLane.MultiplyAdd(row.W, column.W, product);
                }

                // a chain must not run over k that do not exist: fma(0, 0, -0) would be +0
                for (; k < depth; k++) product = TLane.MultiplyAdd(fromA[k], fromB[k], product);
                if (TGpuEpilogue.SumsColumns && sums)
                {
                    for (k = 0; k < depth; k++) sum += fromB[k];
                }

                used = Slice - used;
                int end = k0 + Depth;
                if ((end & (ReductionOrder.ProductBlock - 1)) == 0 && end < terms)
                {
                    bool isFirst = end == ReductionOrder.ProductBlock;
                    products = isFirst ? product : products + product;
                    product = TLane.Of(0);
                    if (TGpuEpilogue.SumsColumns && sums)
                    {
                        columnSum = isFirst ? sum : columnSum + sum;
                        sum = TLane.Of(0);
                    }
                }
            }

            if (terms > ReductionOrder.ProductBlock)
            {
                product = products + product;
                if (TGpuEpilogue.SumsColumns && sums) sum = columnSum + sum;
            }

            int i = i0 + y, j = j0 + x;
            long index = (long)i * shape.N + j;
            if (TGpuEpilogue.SumsColumns && sums && j < shape.N) epilogue.StoreSum(j, sum);
            if (i < shape.M && j < shape.N)
                c[matrix * shape.BatchC + i * shape.RowC + j] = epilogue.Apply(product, epilogue.Draw(index), index, j);

            // the next tile starts with the first slice, which may still be read
            Group.Barrier();
        }
    }

    private static int IndexI(bool alongK) => alongK ? Group.IdxX >> 4 : (Group.IdxX & 3) << 2;

    private static int IndexK(bool alongK) => alongK ? (Group.IdxX & 15) << 2 : Group.IdxX >> 2;
}
