using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>
/// A 64x64 tile of C a group of 256 threads, 4x4 elements a thread in registers, over slices of 16 k in shared memory, of which one
/// is filled while the other is used. C holds the sum of the blocks of k before: it is read again once in <see cref="ReductionOrder.ProductBlock"/> k.
/// </summary>
internal readonly struct GemmMediumKernel<TGpuEpilogue, TLane> : IGpuKernel where TGpuEpilogue : struct, IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    public const int Tile = GemmTiles.Medium;
    private const int Depth = 16;

    // a multiple of a vector of four; and threads that store a column of a slice have two-way bank conflicts at most
    private const int Pitch = Tile + 4;
    private const int Slice = Depth * Pitch;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
    {
        var run = queue.Load<GemmMediumKernel<TGpuEpilogue, TLane>, Action<AcceleratorStream, KernelConfig, GpuGemmShape, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, TGpuEpilogue>>();
        long tiles = GemmTiles.Rows<TGpuEpilogue, TLane>(shape.M, Tile) * ((shape.N + Tile - 1) / Tile) * shape.Batch;
        lock (queue.Gate) run(queue.Stream, queue.Groups(tiles, GpuQueue.GroupSize), shape, a, b, c, epilogue);
    }

    private static void Run(GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
    {
        // one block, which starts where vectors of four may: both slices of A, then both of B
        var shared = SharedMemory.Allocate<TLane>(4 * Slice);
        var slicesA = shared.SubView(0, 2 * Slice);
        var slicesB = shared.SubView(2 * Slice, 2 * Slice);
        // bits are taken apart as bits: a signed remainder is a division, even by a power of two
        int thread = Group.IdxX, warp = thread >> 5, lane = thread & 31;
        // a warp takes 4x8 of the 16x16 pieces: the fewest different vectors of four
        int x = (((warp & 1) << 3) + (lane & 7)) << 2, y = ((warp >> 1 << 2) + (lane >> 3)) << 2;
        long tileRows = GemmTiles.Rows<TGpuEpilogue, TLane>(shape.M, Tile), tileColumns = (shape.N + Tile - 1) / Tile;
        for (long item = Grid.IdxX; item < tileRows * tileColumns * shape.Batch; item += Grid.DimX)
        {
            long matrix = GpuThread.Divide(item, tileRows * tileColumns), tile = item - matrix * tileRows * tileColumns;
            long tileRow = GpuThread.Divide(tile, tileColumns);
            int i0 = (int)tileRow * Tile, j0 = (int)(tile - tileRow * tileColumns) * Tile;
            TLane columnSum = TLane.Of(0);
            bool sums = tileRow == 0 && thread < Tile;
            bool rowsA = shape.ColumnA == 1, rowsB = shape.RowB == 1;
            int iA = i0 + IndexI(rowsA), kA = IndexK(rowsA), iB = j0 + IndexI(rowsB), kB = IndexK(rowsB);
            int toA = kA * Pitch + IndexI(rowsA), toB = kB * Pitch + IndexI(rowsB);
            long atA = matrix * shape.BatchA + iA * shape.RowA + kA * shape.ColumnA, atB = matrix * shape.BatchB + iB * shape.ColumnB + kB * shape.RowB;
            // the tile before may still be read
            Group.Barrier();
            GemmVec4.Store(slicesA, toA, Pitch, rowsA, GemmVec4.Load(a, atA, GemmVec4.Rest(rowsA, shape.M - iA, shape.K - kA), shape.AlignedA));
            GemmVec4.Store(slicesB, toB, Pitch, rowsB, GemmVec4.Load(b, atB, GemmVec4.Rest(rowsB, shape.N - iB, shape.K - kB), shape.AlignedB));
            Group.Barrier();
            int used = 0, k0 = 0;
            do
            {
                int end = IntrinsicMath.Min(shape.K, k0 + ReductionOrder.ProductBlock);
                Vec4<TLane> r0 = default, r1 = r0, r2 = r0, r3 = r0;
                TLane sum = TLane.Of(0);
                for (; k0 + Depth <= end; k0 += Depth)
                {
                    // asked for before the slice in use is worked through, stored after it
                    atA += Depth * shape.ColumnA;
                    atB += Depth * shape.RowB;
                    var nextA = GemmVec4.Load(a, atA, GemmVec4.Rest(rowsA, shape.M - iA, shape.K - kA - k0 - Depth), shape.AlignedA);
                    var nextB = GemmVec4.Load(b, atB, GemmVec4.Rest(rowsB, shape.N - iB, shape.K - kB - k0 - Depth), shape.AlignedB);
                    var fromA = slicesA.SubView(used + y, Slice - y);
                    var fromB = slicesB.SubView(used + x, Slice - x);
                    // written out, so that all offsets are constants
                    FourSteps(fromA, fromB, 0, ref r0, ref r1, ref r2, ref r3);
                    FourSteps(fromA, fromB, 4, ref r0, ref r1, ref r2, ref r3);
                    FourSteps(fromA, fromB, 8, ref r0, ref r1, ref r2, ref r3);
                    FourSteps(fromA, fromB, 12, ref r0, ref r1, ref r2, ref r3);
                    if (TGpuEpilogue.SumsColumns && sums)
                    {
                        for (int k = 0; k < Depth; k++) sum += slicesB[used + k * Pitch + thread];
                    }

                    used = Slice - used;
                    GemmVec4.Store(slicesA, used + toA, Pitch, rowsA, nextA);
                    GemmVec4.Store(slicesB, used + toB, Pitch, rowsB, nextB);
                    Group.Barrier();
                }

                // a chain must not run over k that do not exist: fma(0, 0, -0) would be +0
                for (int k = 0; k < end - k0; k++)
                {
                    Step(slicesA.SubView(used + y, Slice - y), slicesB.SubView(used + x, Slice - x), k, ref r0, ref r1, ref r2, ref r3);
                    if (TGpuEpilogue.SumsColumns && sums) sum += slicesB[used + k * Pitch + thread];
                }

                k0 = end;
                var part = new GemmBlock(end <= ReductionOrder.ProductBlock, end == shape.K);
                if (TGpuEpilogue.SumsColumns && sums) columnSum = part.IsFirst ? sum : columnSum + sum;

                // in a loop, so that the epilogue is emitted once; eight neighbouring threads write 128 bytes of a row
                for (int r = 0; r < 4 && i0 + y + r < shape.M; r++)
                {
                    int i = i0 + y + r;
                    GemmVec4.StoreBlock(c, matrix * shape.BatchC + i * shape.RowC, shape, i, j0 + x, epilogue, r < 2 ? (r == 0 ? r0 : r1) : (r == 2 ? r2 : r3), part);
                }
            }
            while (k0 < shape.K);

            if (TGpuEpilogue.SumsColumns && sums && j0 + thread < shape.N) epilogue.StoreSum(j0 + thread, columnSum);
        }
    }

    private static void FourSteps(ArrayView<TLane> a, ArrayView<TLane> b, int k, ref Vec4<TLane> r0, ref Vec4<TLane> r1, ref Vec4<TLane> r2, ref Vec4<TLane> r3)
    {
        Step(a, b, k, ref r0, ref r1, ref r2, ref r3);
        Step(a, b, k + 1, ref r0, ref r1, ref r2, ref r3);
        Step(a, b, k + 2, ref r0, ref r1, ref r2, ref r3);
        Step(a, b, k + 3, ref r0, ref r1, ref r2, ref r3);
    }

    private static void Step(ArrayView<TLane> a, ArrayView<TLane> b, int k, ref Vec4<TLane> r0, ref Vec4<TLane> r1, ref Vec4<TLane> r2, ref Vec4<TLane> r3)
    {
        Vec4<TLane> column = Vec4.Load(a, (long)k * Pitch, Vec4<TLane>.Length, true), row = Vec4.Load(b, (long)k * Pitch, Vec4<TLane>.Length, true);
        r0 = Vec4.MultiplyAdd(column.X, row, r0);
        r1 = Vec4.MultiplyAdd(column.Y, row, r1);
        r2 = Vec4.MultiplyAdd(column.Z, row, r2);
        r3 = Vec4.MultiplyAdd(column.W, row, r3);
    }

    private static int IndexI(bool alongK) => alongK ? Group.IdxX >> 2 : (Group.IdxX & 15) << 2;

    private static int IndexK(bool alongK) => alongK ? (Group.IdxX & 3) << 2 : Group.IdxX >> 4;
}
