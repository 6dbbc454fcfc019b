using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>
/// A 128x128 tile of C a group of eight warps, each with 64x32 elements as 4x4 fragments of a matrix unit. While slices of 16 k
/// are multiplied out of one half of the shared memory, the next ones are on their way into the other. Each thread rounds what it has
/// copied itself, in place: no barrier comes between, and each operand is rounded once for the three times that it is read on average.
/// </summary>
internal readonly struct TensorGemmKernel<TUnit, TLayoutA, TLayoutB, TGpuEpilogue, TLane> : IGpuKernel
    where TUnit : struct, IMatrixUnit where TLayoutA : struct, IOperandLayout where TLayoutB : struct, IOperandLayout
    where TGpuEpilogue : struct, IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    private const int Tile = FastGemm.Tile;
    private const int Depth = IOperandLayout.Depth;
    private const int Threads = 256;
    private const int WarpSize = 32;
    private const int WarpRows = 64;
    private const int WarpColumns = 32;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, GpuGemmShape shape, ArrayView<float> a, ArrayView<float> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
    {
        var run = queue.Load<TensorGemmKernel<TUnit, TLayoutA, TLayoutB, TGpuEpilogue, TLane>,
            Action<AcceleratorStream, KernelConfig, GpuGemmShape, ArrayView<float>, ArrayView<float>, ArrayView<TLane>, TGpuEpilogue>>();
        long tiles = RowsOfTiles(shape.M) * ((shape.N + Tile - 1) / Tile) * shape.Batch;
        lock (queue.Gate) run(queue.Stream, queue.Groups(tiles, Threads), shape, a, b, c, epilogue);
    }

    private static void Run(GpuGemmShape shape, ArrayView<float> a, ArrayView<float> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
    {
        int lengthA = (TLayoutA.AlongK ? Tile : Depth) * TLayoutA.Pitch, lengthB = (TLayoutB.AlongK ? Tile : Depth) * TLayoutB.Pitch;
        var slicesA = SharedMemory.Allocate<float>(2 * (TLayoutA.AlongK ? Tile : Depth) * TLayoutA.Pitch);
        var slicesB = SharedMemory.Allocate<float>(2 * (TLayoutB.AlongK ? Tile : Depth) * TLayoutB.Pitch);
        var exchange = TUnit.Exchange();
        int warp = Group.IdxX / WarpSize, lane = Group.IdxX % WarpSize, g = lane / 4, t = lane % 4;
        int warpI = warp / (Tile / WarpColumns) * WarpRows, warpJ = warp % (Tile / WarpColumns) * WarpColumns;
        // 64 bits wide, so that what differs between elements becomes a constant of the instruction that loads them
        long firstA = (long)(warpI + g) * StepAcross<TLayoutA>() + t * StepAlongK<TLayoutA>(), firstB = (long)(warpJ + g) * StepAcross<TLayoutB>() + t * StepAlongK<TLayoutB>();
        long tileRows = RowsOfTiles(shape.M), tileColumns = (shape.N + Tile - 1) / Tile;
        for (long item = Grid.IdxX; item < tileRows * tileColumns * shape.Batch; item += Grid.DimX)
        {
            long matrix = GpuThread.Divide(item, tileRows * tileColumns), tile = item - matrix * tileRows * tileColumns;
            long tileRow = GpuThread.Divide(tile, tileColumns);
            int i0 = (int)tileRow * Tile, j0 = (int)(tile - tileRow * tileColumns) * Tile;
            long startA = matrix * shape.BatchA, startB = matrix * shape.BatchB;
            if (TGpuEpilogue.SumsColumns && tileRow == 0) SumColumn(b, startB, shape, j0 + Group.IdxX, epilogue);

            FragmentC c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
            FragmentC c20 = default, c21 = default, c22 = default, c23 = default, c30 = default, c31 = default, c32 = default, c33 = default;
            int half = 0;
            if (shape.K > 0) Copy(slicesA, slicesB, 0, 0, shape, a, startA, i0, b, startB, j0, 0);
            for (int k0 = 0; k0 < shape.K; k0 += Depth)
            {
                TUnit.Wait();
                Round<TLayoutA>(slicesA, half * lengthA);
                Round<TLayoutB>(slicesB, half * lengthB);
                // from here on the slices are whole, and no thread reads the other half anymore
                Group.Barrier();
                int next = 1 - half;
                if (k0 + Depth < shape.K) Copy(slicesA, slicesB, next * lengthA, next * lengthB, shape, a, startA, i0, b, startB, j0, k0 + Depth);
                for (int k = 0; k < TUnit.Words; k += 8)
                {
                    long fromA = firstA + half * lengthA + k * StepAlongK<TLayoutA>(), fromB = firstB + half * lengthB + k * StepAlongK<TLayoutB>();
                    FragmentB y0 = LoadB(slicesB, fromB, 0), y1 = LoadB(slicesB, fromB, 1), y2 = LoadB(slicesB, fromB, 2), y3 = LoadB(slicesB, fromB, 3);
                    FragmentA x0 = LoadA(slicesA, fromA, 0), x1 = LoadA(slicesA, fromA, 1), x2 = LoadA(slicesA, fromA, 2), x3 = LoadA(slicesA, fromA, 3);
                    TUnit.Meet();
                    TUnit.Show(exchange, x0);
                    TUnit.Show(exchange, x1);
                    TUnit.Show(exchange, x2);
                    TUnit.Show(exchange, x3);
                    TUnit.Show(exchange, y0);
                    TUnit.Show(exchange, y1);
                    TUnit.Show(exchange, y2);
                    TUnit.Show(exchange, y3);
                    TUnit.Meet();
                    c00 = TUnit.MultiplyAdd(exchange, x0, y0, c00);
                    c01 = TUnit.MultiplyAdd(exchange, x0, y1, c01);
                    c02 = TUnit.MultiplyAdd(exchange, x0, y2, c02);
                    c03 = TUnit.MultiplyAdd(exchange, x0, y3, c03);
                    c10 = TUnit.MultiplyAdd(exchange, x1, y0, c10);
                    c11 = TUnit.MultiplyAdd(exchange, x1, y1, c11);
                    c12 = TUnit.MultiplyAdd(exchange, x1, y2, c12);
                    c13 = TUnit.MultiplyAdd(exchange, x1, y3, c13);
                    c20 = TUnit.MultiplyAdd(exchange, x2, y0, c20);
                    c21 = TUnit.MultiplyAdd(exchange, x2, y1, c21);
                    c22 = TUnit.MultiplyAdd(exchange, x2, y2, c22);
                    c23 = TUnit.MultiplyAdd(exchange, x2, y3, c23);
                    c30 = TUnit.MultiplyAdd(exchange, x3, y0, c30);
                    c31 = TUnit.MultiplyAdd(exchange, x3, y1, c31);
                    c32 = TUnit.MultiplyAdd(exchange, x3, y2, c32);
                    c33 = TUnit.MultiplyAdd(exchange, x3, y3, c33);
                }

                half = next;
            }

            // results pass through the memory of the slices
            Group.Barrier();
            var part = new Part(i0, j0, warpI / WarpRows * Part.Rows / 2 + g, warpJ + 2 * t);
            StoreWithEpilogue(slicesA, c, matrix * shape.BatchC, shape, part, 0, shape.AlignedC, epilogue, c00, c01, c02, c03);
            StoreWithEpilogue(slicesA, c, matrix * shape.BatchC, shape, part, 1, shape.AlignedC, epilogue, c10, c11, c12, c13);
            StoreWithEpilogue(slicesA, c, matrix * shape.BatchC, shape, part, 2, shape.AlignedC, epilogue, c20, c21, c22, c23);
            StoreWithEpilogue(slicesA, c, matrix * shape.BatchC, shape, part, 3, shape.AlignedC, epilogue, c30, c31, c32, c33);
        }
    }

    /// <summary>Starts to copy the slices from k0 on, zeros beyond the edges.</summary>
    private static void Copy(ArrayView<float> slicesA, ArrayView<float> slicesB, int toA, int toB, GpuGemmShape shape,
        ArrayView<float> a, long startA, int i0, ArrayView<float> b, long startB, int j0, int k0)
    {
        Copy<TLayoutA>(slicesA, toA, a, startA, shape.RowA, shape.ColumnA, i0, shape.M, k0, shape.K, shape.AlignedA, 0);
        Copy<TLayoutA>(slicesA, toA, a, startA, shape.RowA, shape.ColumnA, i0, shape.M, k0, shape.K, shape.AlignedA, 1);
        Copy<TLayoutB>(slicesB, toB, b, startB, shape.ColumnB, shape.RowB, j0, shape.N, k0, shape.K, shape.AlignedB, 0);
        Copy<TLayoutB>(slicesB, toB, b, startB, shape.ColumnB, shape.RowB, j0, shape.N, k0, shape.K, shape.AlignedB, 1);
        TUnit.Commit();
    }

    /// <summary>
    /// Four neighbours of a slice: element (i, k) lies at start + i·stride + k·strideK. A thread takes two such vectors of four of a slice, half
    /// a slice apart along k, and neighbouring threads take neighbours: 2 vectors of four are half a line along k, 32 one across it.
    /// </summary>
    private static void Copy<TLayout>(ArrayView<float> slices, int to, ArrayView<float> source, long start, long stride, long strideK,
        int i0, int count, int k0, int depth, int aligned, int part)
        where TLayout : struct, IOperandLayout
    {
        int line = Line<TLayout>(part) + (TLayout.AlongK ? i0 : k0), first = First<TLayout>(part) + (TLayout.AlongK ? k0 : i0);
        int rest = line < (TLayout.AlongK ? count : depth) ? (TLayout.AlongK ? depth : count) - first : 0;
        long at = start + line * (TLayout.AlongK ? stride : strideK) + first;
        TUnit.Copy(slices, to + Place<TLayout>(part), source, at, IntrinsicMath.Clamp(rest, 0, Vec4<GpuSingle>.Length), aligned != 0);
    }

    /// <summary>Rounds what the thread itself has copied, in place and before anybody else reads it.</summary>
    private static void Round<TLayout>(ArrayView<float> slices, int from) where TLayout : struct, IOperandLayout
    {
        var vectors = Vec4.Whole(slices.Cast<GpuSingle>());
        int near = (from + Place<TLayout>(0)) / Vec4<GpuSingle>.Length, far = (from + Place<TLayout>(1)) / Vec4<GpuSingle>.Length;
        Vec4<GpuSingle> x = vectors[near], y = vectors[far];
        vectors[near] = new(
            new(TUnit.Near(x.X.Value, y.X.Value)), new(TUnit.Near(x.Y.Value, y.Y.Value)), new(TUnit.Near(x.Z.Value, y.Z.Value)), new(TUnit.Near(x.W.Value, y.W.Value)));
        if (TUnit.Words == Depth) vectors[far] = new(new(TUnit.Far(y.X.Value)), new(TUnit.Far(y.Y.Value)), new(TUnit.Far(y.Z.Value)), new(TUnit.Far(y.W.Value)));
    }

    private static int Place<TLayout>(int part) where TLayout : struct, IOperandLayout => Line<TLayout>(part) * TLayout.Pitch + First<TLayout>(part);

    private static int Line<TLayout>(int part) where TLayout : struct, IOperandLayout => TLayout.AlongK ? Group.IdxX >> 1 : (Group.IdxX >> 5) + part * (Depth / 2);

    private static int First<TLayout>(int part) where TLayout : struct, IOperandLayout =>
        TLayout.AlongK ? Vec4<GpuSingle>.Length * (Group.IdxX & 1) + part * (Depth / 2) : Vec4<GpuSingle>.Length * (Group.IdxX & 31);

    private static FragmentA LoadA(ArrayView<float> slice, long from, int place)
    {
        int down = StepAcross<TLayoutA>(), along = StepAlongK<TLayoutA>();
        from += place * 16 * down;
        return new(slice[from], slice[from + 8 * down], slice[from + 4 * along], slice[from + 8 * down + 4 * along], place);
    }

    private static FragmentB LoadB(ArrayView<float> slice, long from, int place)
    {
        from += place * 8 * StepAcross<TLayoutB>();
        return new(slice[from], slice[from + 4 * StepAlongK<TLayoutB>()], place);
    }

    private static int StepAlongK<TLayout>() where TLayout : struct, IOperandLayout => TLayout.AlongK ? 1 : TLayout.Pitch;

    private static int StepAcross<TLayout>() where TLayout : struct, IOperandLayout => TLayout.AlongK ? TLayout.Pitch : 1;

    /// <summary>The sum of a column of B as the exact products' kernels add it up: of numbers that are not rounded.</summary>
    private static void SumColumn(ArrayView<float> b, long start, GpuGemmShape shape, int j, TGpuEpilogue epilogue)
    {
        if (Group.IdxX >= Tile || j >= shape.N) return;
        TLane columnSum = TLane.Of(0);
        int k = 0;
        do
        {
            bool isFirst = k == 0;
            TLane sum = TLane.Of(0);
            for (int end = IntrinsicMath.Min(shape.K, k + ReductionOrder.ProductBlock); k < end; k++) sum += TLane.FromSingle(b[start + k * shape.RowB + j * shape.ColumnB]);
            columnSum = isFirst ? sum : columnSum + sum;
        }
        while (k < shape.K);

        epilogue.StoreSum(j, columnSum);
    }

    /// <summary>
    /// Applies the epilogue to a quarter of the tile and stores it, a row of fragments of each warp. They pass through the memory of the slices, for in
    /// registers a thread holds pairs, and rows are stored four elements a thread, beside its neighbours'.
    /// </summary>
    private static void StoreWithEpilogue(ArrayView<float> stage, ArrayView<TLane> c, long start, GpuGemmShape shape, Part part, int number, int aligned, TGpuEpilogue epilogue,
        FragmentC c0, FragmentC c1, FragmentC c2, FragmentC c3)
    {
        int to = part.Row * Part.Pitch + part.Column;
        Put(stage, to, c0);
        Put(stage, to + 8, c1);
        Put(stage, to + 16, c2);
        Put(stage, to + 24, c3);
        Group.Barrier();
        for (int e = Group.IdxX; e < Part.Rows * Tile / Vec4<TLane>.Length; e += Threads)
        {
            int row = e / (Tile / Vec4<TLane>.Length), column = e % (Tile / Vec4<TLane>.Length) * Vec4<TLane>.Length;
            int i = part.I0 + row / 16 * WarpRows + number * 16 + row % 16, j = part.J0 + column, rest = shape.N - j;
            if (i >= shape.M || rest <= 0) continue;
            var product = Vec4.Load(stage.Cast<GpuSingle>(), row * Part.Pitch + column, Vec4<TLane>.Length, true);
            long index = (long)i * shape.N + j;
            var random = epilogue.DrawFour(index);
            // what a column that does not exist would get is not to be looked up
            TLane zero = TLane.Of(0);
            Vec4.Store(c, start + i * shape.RowC + j, rest, aligned != 0, new(
                epilogue.Apply(TLane.FromSingle(product.X.Value), random.X, index, j),
                rest > 1 ? epilogue.Apply(TLane.FromSingle(product.Y.Value), random.Y, index + 1, j + 1) : zero,
                rest > 2 ? epilogue.Apply(TLane.FromSingle(product.Z.Value), random.Z, index + 2, j + 2) : zero,
                rest > 3 ? epilogue.Apply(TLane.FromSingle(product.W.Value), random.W, index + 3, j + 3) : zero));
        }

        Group.Barrier();
    }

    private static void Put(ArrayView<float> stage, int to, FragmentC c)
    {
        stage[to] = c.X;
        stage[to + 1] = c.Y;
        stage[to + 8 * Part.Pitch] = c.Z;
        stage[to + 8 * Part.Pitch + 1] = c.W;
    }

    private static long RowsOfTiles(int m) => GemmTiles.Rows<TGpuEpilogue, TLane>(m, Tile);

    /// <summary>A quarter of a tile: which tile, and where in the quarter the thread's fragments begin.</summary>
    private readonly struct Part(int i0, int j0, int row, int column)
    {
        public const int Rows = 32;
        public const int Pitch = Tile + 8;

        public readonly int I0 = i0, J0 = j0, Row = row, Column = column;
    }
}
