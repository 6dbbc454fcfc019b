using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>A batch of products as the kernels walk it: element (i, k) of A is at i·RowA + k·ColumnA.</summary>
internal struct GpuGemmShape
{
    public int M, N, K, Batch;
    public long RowA, ColumnA, BatchA;
    public long RowB, ColumnB, BatchB;
    public long RowC, BatchC;

    /// <summary>Whether rows, or columns where these are contiguous, start where quads may.</summary>
    public int AlignedA, AlignedB, AlignedC;

    public static GpuGemmShape Of(in GemmShape shape) => new()
    {
        M = shape.M,
        N = shape.N,
        K = shape.K,
        Batch = shape.Batch,
        RowA = shape.TransposeA ? 1 : shape.StrideA,
        ColumnA = shape.TransposeA ? shape.StrideA : 1,
        BatchA = shape.BatchStrideA,
        RowB = shape.TransposeB ? 1 : shape.StrideB,
        ColumnB = shape.TransposeB ? shape.StrideB : 1,
        BatchB = shape.BatchStrideB,
        RowC = shape.StrideC,
        BatchC = shape.BatchStrideC,
    };
}

/// <summary>
/// A 64x64 tile of C a group of 16x16 threads, 4x4 elements a thread in registers, over slices of 16 k in shared memory. Each
/// element is one chain of fused multiply-adds over ascending k from +0.
/// </summary>
internal readonly struct GemmTileKernel<TFinish, TLane> : IGpuKernel where TFinish : struct, IGemmFinish<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    public const int Tile = 64;
    private const int Depth = 16;
    private const int Side = 16;

    // padded, so that threads that store a column of a slice meet in few banks
    private const int Pitch = Tile + 4;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TFinish finish)
    {
        var run = queue.Load<GemmTileKernel<TFinish, TLane>, Action<AcceleratorStream, KernelConfig, GpuGemmShape, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, TFinish>>();
        long tiles = RowsOfTiles(shape.M) * ((shape.N + Tile - 1) / Tile) * shape.Batch;
        lock (queue.Gate) run(queue.Stream, queue.Groups(tiles, Side * Side), shape, a, b, c, finish);
    }

    private static void Run(GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TFinish finish)
    {
        var sliceA = SharedMemory.Allocate<TLane>(Depth * Pitch);
        var sliceB = SharedMemory.Allocate<TLane>(Depth * Pitch);
        int thread = Group.IdxX, x = thread % Side * 4, y = thread / Side * 4;
        long tileRows = RowsOfTiles(shape.M), tileColumns = (shape.N + Tile - 1) / Tile;
        for (long item = Grid.IdxX; item < tileRows * tileColumns * shape.Batch; item += Grid.DimX)
        {
            long matrix = GpuThread.Divide(item, tileRows * tileColumns), tile = item - matrix * tileRows * tileColumns;
            long tileRow = GpuThread.Divide(tile, tileColumns);
            int i0 = (int)tileRow * Tile, j0 = (int)(tile - tileRow * tileColumns) * Tile;
            TLane c00 = TLane.Of(0), c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
            TLane c20 = c00, c21 = c00, c22 = c00, c23 = c00, c30 = c00, c31 = c00, c32 = c00, c33 = c00;
            TLane sum = c00;
            bool sums = tileRow == 0 && thread < Tile;
            for (int k0 = 0; k0 < shape.K; k0 += Depth)
            {
                LoadSlice(a, matrix * shape.BatchA, shape.RowA, shape.ColumnA, i0, shape.M, k0, shape.K, sliceA);
                LoadSlice(b, matrix * shape.BatchB, shape.ColumnB, shape.RowB, j0, shape.N, k0, shape.K, sliceB);
                Group.Barrier();
                // a chain must not run over k that do not exist: fma(0, 0, -0) would be +0
                int depth = IntrinsicMath.Min(Depth, shape.K - k0);
                for (int k = 0; k < depth; k++)
                {
                    int fromA = k * Pitch + y, fromB = k * Pitch + x;
                    TLane a0 = sliceA[fromA], a1 = sliceA[fromA + 1], a2 = sliceA[fromA + 2], a3 = sliceA[fromA + 3];
                    TLane b0 = sliceB[fromB], b1 = sliceB[fromB + 1], b2 = sliceB[fromB + 2], b3 = sliceB[fromB + 3];
                    c00 = TLane.MultiplyAdd(a0, b0, c00);
                    c01 = TLane.MultiplyAdd(a0, b1, c01);
                    c02 = TLane.MultiplyAdd(a0, b2, c02);
                    c03 = TLane.MultiplyAdd(a0, b3, c03);
                    c10 = TLane.MultiplyAdd(a1, b0, c10);
                    c11 = TLane.MultiplyAdd(a1, b1, c11);
                    c12 = TLane.MultiplyAdd(a1, b2, c12);
                    c13 = TLane.MultiplyAdd(a1, b3, c13);
                    c20 = TLane.MultiplyAdd(a2, b0, c20);
                    c21 = TLane.MultiplyAdd(a2, b1, c21);
                    c22 = TLane.MultiplyAdd(a2, b2, c22);
                    c23 = TLane.MultiplyAdd(a2, b3, c23);
                    c30 = TLane.MultiplyAdd(a3, b0, c30);
                    c31 = TLane.MultiplyAdd(a3, b1, c31);
                    c32 = TLane.MultiplyAdd(a3, b2, c32);
                    c33 = TLane.MultiplyAdd(a3, b3, c33);
                }

                if (TFinish.SumsColumns && sums)
                {
                    for (int k = 0; k < depth; k++) sum += sliceB[k * Pitch + thread];
                }

                Group.Barrier();
            }

            if (TFinish.SumsColumns && sums && j0 + thread < shape.N) finish.StoreSum(j0 + thread, sum);

            long to = matrix * shape.BatchC;
            StoreRow(c, to, shape, i0 + y, j0 + x, finish, c00, c01, c02, c03);
            StoreRow(c, to, shape, i0 + y + 1, j0 + x, finish, c10, c11, c12, c13);
            StoreRow(c, to, shape, i0 + y + 2, j0 + x, finish, c20, c21, c22, c23);
            StoreRow(c, to, shape, i0 + y + 3, j0 + x, finish, c30, c31, c32, c33);
        }
    }

    /// <summary>slice[k, i] = source[i, k] for 64 i and 16 k, zero beyond the edges; neighbouring threads read neighbours.</summary>
    private static void LoadSlice(ArrayView<TLane> source, long start, long stride, long strideK, int i0, int count, int k0, int depth, ArrayView<TLane> slice)
    {
        bool alongK = strideK == 1;
        for (int e = Group.IdxX; e < Tile * Depth; e += Side * Side)
        {
            int k = alongK ? e % Depth : e / Tile, i = alongK ? e / Depth : e % Tile;
            bool exists = i0 + i < count && k0 + k < depth;
            slice[k * Pitch + i] = exists ? source[start + (i0 + i) * stride + (k0 + k) * strideK] : TLane.Of(0);
        }
    }

    private static void StoreRow(ArrayView<TLane> c, long start, GpuGemmShape shape, int i, int j, TFinish finish, TLane c0, TLane c1, TLane c2, TLane c3)
    {
        if (i >= shape.M) return;
        long to = start + i * shape.RowC, index = (long)i * shape.N + j;
        var random = finish.DrawFour(index);
        Store(c, to, j, shape.N, finish, index, random.X, c0);
        Store(c, to, j + 1, shape.N, finish, index + 1, random.Y, c1);
        Store(c, to, j + 2, shape.N, finish, index + 2, random.Z, c2);
        Store(c, to, j + 3, shape.N, finish, index + 3, random.W, c3);
    }

    private static void Store(ArrayView<TLane> c, long to, int j, int n, TFinish finish, long index, TLane random, TLane product)
    {
        if (j < n) c[to + j] = finish.Apply(product, random, index, j);
    }

    private static long RowsOfTiles(int m) => GemmTiles.Rows<TFinish, TLane>(m, Tile);
}

/// <summary>A 16x16 tile of C a group, an element a thread: for products too small to fill the device with large tiles.</summary>
internal readonly struct GemmSmallKernel<TFinish, TLane> : IGpuKernel where TFinish : struct, IGemmFinish<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    private const int Side = 16;
    private const int Pitch = Side + 1;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TFinish finish)
    {
        var run = queue.Load<GemmSmallKernel<TFinish, TLane>, Action<AcceleratorStream, KernelConfig, GpuGemmShape, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, TFinish>>();
        long tiles = RowsOfTiles(shape.M) * ((shape.N + Side - 1) / Side) * shape.Batch;
        lock (queue.Gate) run(queue.Stream, queue.Groups(tiles, Side * Side), shape, a, b, c, finish);
    }

    private static void Run(GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TFinish finish)
    {
        var sliceA = SharedMemory.Allocate<TLane>(Side * Pitch);
        var sliceB = SharedMemory.Allocate<TLane>(Side * Pitch);
        int x = Group.IdxX % Side, y = Group.IdxX / Side;
        long tileRows = RowsOfTiles(shape.M), tileColumns = (shape.N + Side - 1) / Side;
        for (long item = Grid.IdxX; item < tileRows * tileColumns * shape.Batch; item += Grid.DimX)
        {
            long matrix = GpuThread.Divide(item, tileRows * tileColumns), tile = item - matrix * tileRows * tileColumns;
            long tileRow = GpuThread.Divide(tile, tileColumns);
            int i0 = (int)tileRow * Side, j0 = (int)(tile - tileRow * tileColumns) * Side;
            TLane product = TLane.Of(0), sum = product;
            bool sums = tileRow == 0 && y == 0;
            for (int k0 = 0; k0 < shape.K; k0 += Side)
            {
                Load(a, matrix * shape.BatchA, shape.RowA, shape.ColumnA, i0, shape.M, k0, shape.K, sliceA, x, y);
                Load(b, matrix * shape.BatchB, shape.ColumnB, shape.RowB, j0, shape.N, k0, shape.K, sliceB, x, y);
                Group.Barrier();
                int depth = IntrinsicMath.Min(Side, shape.K - k0);
                for (int k = 0; k < depth; k++) product = TLane.MultiplyAdd(sliceA[k * Pitch + y], sliceB[k * Pitch + x], product);
                if (TFinish.SumsColumns && sums)
                {
                    for (int k = 0; k < depth; k++) sum += sliceB[k * Pitch + x];
                }

                Group.Barrier();
            }

            int i = i0 + y, j = j0 + x;
            long index = (long)i * shape.N + j;
            if (TFinish.SumsColumns && sums && j < shape.N) finish.StoreSum(j, sum);
            if (i < shape.M && j < shape.N)
                c[matrix * shape.BatchC + i * shape.RowC + j] = finish.Apply(product, finish.Draw(index), index, j);
        }
    }

    private static void Load(ArrayView<TLane> source, long start, long stride, long strideK, int i0, int count, int k0, int depth, ArrayView<TLane> slice, int x, int y)
    {
        int k = strideK == 1 ? x : y, i = strideK == 1 ? y : x;
        bool exists = i0 + i < count && k0 + k < depth;
        slice[k * Pitch + i] = exists ? source[start + (i0 + i) * stride + (k0 + k) * strideK] : TLane.Of(0);
    }

    private static long RowsOfTiles(int m) => GemmTiles.Rows<TFinish, TLane>(m, Side);
}

internal static class GemmTiles
{
    /// <summary>Rows of tiles that are walked: where there are none, columns of B may have to be summed all the same.</summary>
    public static long Rows<TFinish, TLane>(int m, int side) where TFinish : IGemmFinish<TLane> where TLane : unmanaged, IGpuLane<TLane>
    {
        long rows = (m + side - 1) / side;
        return TFinish.SumsColumns ? IntrinsicMath.Max(rows, 1) : rows;
    }
}
