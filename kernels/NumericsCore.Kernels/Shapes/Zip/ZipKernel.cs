using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>The matrix that a zip traverses, and how its operands lie in it.</summary>
internal struct ZipShape
{
    // bits of Aligned
    public const int A = 1, B = 2, C = 4, D = 8, Y = 16;

    public long Rows, Columns;
    public long RowA, ColumnA, RowB, ColumnB, RowC, ColumnC, RowD, ColumnD;

    /// <summary>Which operands have vectors of four where a row's vectors of four are.</summary>
    public int Aligned;

    /// <summary>The matrix as one long row where the strides allow it, and which operands can be moved by vectors of four.</summary>
    public static ZipShape Of<T>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns) where T : unmanaged
    {
        if (columns == 1 && rows > 1) return Of(Transposed(a), Transposed(b), Transposed(c), Transposed(d), y, 1, rows);
        if (rows > 1 && IsOneRow(a) && IsOneRow(b) && IsOneRow(c) && IsOneRow(d)) return Of(a, b, c, d, y, 1, rows * columns);
        return new()
        {
            Rows = rows,
            Columns = columns,
            RowA = a.RowStride,
            ColumnA = a.ColumnStride,
            RowB = b.RowStride,
            ColumnB = b.ColumnStride,
            RowC = c.RowStride,
            ColumnC = c.ColumnStride,
            RowD = d.RowStride,
            ColumnD = d.ColumnStride,
            Aligned = Aligned(a, ZipShape.A) | Aligned(b, ZipShape.B) | Aligned(c, ZipShape.C) | Aligned(d, ZipShape.D)
                | (y.IsVec4Aligned() && (rows == 1 || columns % Vec4<GpuSingle>.Length == 0) ? ZipShape.Y : 0),
        };

        bool IsOneRow(Operand<T> operand) => operand.RowStride == columns * operand.ColumnStride;

        int Aligned(Operand<T> operand, int bit) =>
            operand.Data.IsVec4Aligned() && (rows == 1 || operand.RowStride % Vec4<GpuSingle>.Length == 0) ? bit : 0;

        static Operand<T> Transposed(Operand<T> operand) => new(operand.Data, operand.ColumnStride, operand.RowStride);
    }
}

/// <summary>y[r, c] = f(a[r, c], ...), four neighbouring columns a thread at a time. Operands beyond the formula's arity are not read.</summary>
internal readonly struct ZipKernel<TFormula, TLane> : IGpuKernel
    where TFormula : struct, IZipFormula where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, TFormula formula, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, ArrayView<TLane> d, ArrayView<TLane> y, ZipShape shape)
    {
        var run = queue.Load<ZipKernel<TFormula, TLane>, Action<AcceleratorStream, KernelConfig, TFormula,
            ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, ZipShape>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(shape.Rows * Vec4.Holding(shape.Columns)), formula, a, b, c, d, y, shape);
    }

    private static void Run(TFormula formula, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, ArrayView<TLane> d, ArrayView<TLane> y, ZipShape shape)
    {
        long vectorsOfRow = Vec4.Holding(shape.Columns), vectors = shape.Rows * vectorsOfRow, step = GpuThread.Count;
        for (long q = GpuThread.Index; q < vectors; q += step)
        {
            long row = shape.Rows == 1 ? 0 : GpuThread.Divide(q, vectorsOfRow);
            long column = (q - row * vectorsOfRow) * Vec4<TLane>.Length, rest = shape.Columns - column;
            var fromA = Load(a, row * shape.RowA + column * shape.ColumnA, shape.ColumnA, rest, shape.Aligned & ZipShape.A);
            var fromB = Load(b, row * shape.RowB + column * shape.ColumnB, shape.ColumnB, rest, shape.Aligned & ZipShape.B);
            var fromC = fromA;
            var fromD = fromA;
            if (TFormula.Arity > 2) fromC = Load(c, row * shape.RowC + column * shape.ColumnC, shape.ColumnC, rest, shape.Aligned & ZipShape.C);
            if (TFormula.Arity > 3) fromD = Load(d, row * shape.RowD + column * shape.ColumnD, shape.ColumnD, rest, shape.Aligned & ZipShape.D);
            Vec4.Store(y, row * shape.Columns + column, rest, (shape.Aligned & ZipShape.Y) != 0, new(
                formula.Apply(fromA.X, fromB.X, fromC.X, fromD.X), formula.Apply(fromA.Y, fromB.Y, fromC.Y, fromD.Y),
                formula.Apply(fromA.Z, fromB.Z, fromC.Z, fromD.Z), formula.Apply(fromA.W, fromB.W, fromC.W, fromD.W)));
        }
    }

    private static Vec4<TLane> Load(ArrayView<TLane> view, long index, long stride, long rest, int aligned) =>
        stride == 1 ? Vec4.Load(view, index, rest, aligned != 0) : Vec4.LoadStrided(view, index, stride, rest);
}
