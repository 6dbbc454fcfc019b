using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>Eight neighbours in two vectors of four: a row of a thread's piece of C.</summary>
internal struct GemmRow<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    public Vec4<TLane> Left;
    public Vec4<TLane> Right;

    /// <summary>a·b + this, each element a chain of its own.</summary>
    public readonly GemmRow<TLane> Add(TLane a, Vec4<TLane> left, Vec4<TLane> right) => new() { Left = Vec4.MultiplyAdd(a, left, Left), Right = Vec4.MultiplyAdd(a, right, Right) };
}

/// <summary>
/// A 128x128 tile of C a group of 256 threads, 8x8 elements a thread in registers, over slices of 8 k in shared memory, of which one
/// is filled while the other is used. C holds the sum of the blocks of k before: it is read again once in <see cref="ReductionOrder.ProductBlock"/> k.
/// </summary>
internal readonly struct GemmLargeKernel<TGpuEpilogue, TLane> : IGpuKernel where TGpuEpilogue : struct, IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    public const int Tile = GemmTiles.Large;
    private const int Depth = 8;

    // a thread's elements come in vectors of four half a tile apart, so that a warp reads neighbouring vectors of four
    private const int Half = Tile / 2;

    // a multiple of a vector of four; and threads that store a column of a slice are free of bank conflicts
    private const int Pitch = Tile + 4;
    private const int Slice = Depth * Pitch;
    private const int Side = 16;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
    {
        var run = queue.Load<GemmLargeKernel<TGpuEpilogue, TLane>, Action<AcceleratorStream, KernelConfig, GpuGemmShape, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, TGpuEpilogue>>();
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
            int k0 = 0;
            do
            {
                int end = IntrinsicMath.Min(shape.K, k0 + ReductionOrder.ProductBlock);
                GemmRow<TLane> r0 = default, r1 = r0, r2 = r0, r3 = r0, r4 = r0, r5 = r0, r6 = r0, r7 = r0;
                TLane sum = TLane.Of(0);
                GemmVec4.Store(slicesA, toA, Pitch, rowsA, GemmVec4.Load(a, atA, GemmVec4.Rest(rowsA, shape.M - iA, shape.K - kA - k0), shape.AlignedA));
                GemmVec4.Store(slicesB, toB, Pitch, rowsB, GemmVec4.Load(b, atB, GemmVec4.Rest(rowsB, shape.N - iB, shape.K - kB - k0), shape.AlignedB));
                Group.Barrier();
                int used = 0;
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
                    Step(fromA, fromB, 0, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                    Step(fromA, fromB, 1, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                    Step(fromA, fromB, 2, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                    Step(fromA, fromB, 3, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                    Step(fromA, fromB, 4, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                    Step(fromA, fromB, 5, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                    Step(fromA, fromB, 6, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                    Step(fromA, fromB, 7, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
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
                    Step(slicesA.SubView(used + y, Slice - y), slicesB.SubView(used + x, Slice - x), k, ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                    if (TGpuEpilogue.SumsColumns && sums) sum += slicesB[used + k * Pitch + thread];
                }

                k0 = end;
                var part = new GemmBlock(end <= ReductionOrder.ProductBlock, end == shape.K);
                if (TGpuEpilogue.SumsColumns && sums) columnSum = part.IsFirst ? sum : columnSum + sum;
                // the slices become the room for results
                Group.Barrier();

                // by way of shared memory a warp writes whole rows, and the epilogue is emitted once
                int rows = IntrinsicMath.Min(8, shape.M - i0);
                for (int r = 0; r < rows; r++)
                {
                    var row = r < 4 ? (r < 2 ? (r == 0 ? r0 : r1) : (r == 2 ? r2 : r3)) : (r < 6 ? (r == 4 ? r4 : r5) : (r == 6 ? r6 : r7));
                    Vec4.Store(shared, (y >> 2) * Pitch + x, Vec4<TLane>.Length, true, row.Left);
                    Vec4.Store(shared, (y >> 2) * Pitch + x + Half, Vec4<TLane>.Length, true, row.Right);
                    Group.Barrier();
                    for (int q = thread; q < Side * Tile / Vec4<TLane>.Length; q += GpuQueue.GroupSize)
                    {
                        int piece = q >> 5, column = (q & 31) << 2;
                        int i = i0 + (r >> 2) * Half + (piece << 2) + (r & 3);
                        if (i < shape.M) GemmVec4.StoreBlock(c, matrix * shape.BatchC + i * shape.RowC, shape, i, j0 + column, epilogue, Vec4.Load(shared, piece * Pitch + column, Vec4<TLane>.Length, true), part);
                    }

                    Group.Barrier();
                }
            }
            while (k0 < shape.K);

            if (TGpuEpilogue.SumsColumns && sums && j0 + thread < shape.N) epilogue.StoreSum(j0 + thread, columnSum);
        }
    }

    private static void Step(ArrayView<TLane> a, ArrayView<TLane> b, int k, ref GemmRow<TLane> r0, ref GemmRow<TLane> r1, ref GemmRow<TLane> r2, ref GemmRow<TLane> r3,
        ref GemmRow<TLane> r4, ref GemmRow<TLane> r5, ref GemmRow<TLane> r6, ref GemmRow<TLane> r7)
    {
        Vec4<TLane> upper = Vec4.Load(a, (long)k * Pitch, Vec4<TLane>.Length, true), lower = Vec4.Load(a, (long)k * Pitch + Half, Vec4<TLane>.Length, true);
        Vec4<TLane> left = Vec4.Load(b, (long)k * Pitch, Vec4<TLane>.Length, true), right = Vec4.Load(b, (long)k * Pitch + Half, Vec4<TLane>.Length, true);
        r0 = r0.Add(upper.X, left, right);
        r1 = r1.Add(upper.Y, left, right);
        r2 = r2.Add(upper.Z, left, right);
        r3 = r3.Add(upper.W, left, right);
        r4 = r4.Add(lower.X, left, right);
        r5 = r5.Add(lower.Y, left, right);
        r6 = r6.Add(lower.Z, left, right);
        r7 = r7.Add(lower.W, left, right);
    }

    private static int IndexI(bool alongK) => alongK ? Group.IdxX >> 1 : (Group.IdxX & 31) << 2;

    private static int IndexK(bool alongK) => alongK ? (Group.IdxX & 1) << 2 : Group.IdxX >> 5;
}
