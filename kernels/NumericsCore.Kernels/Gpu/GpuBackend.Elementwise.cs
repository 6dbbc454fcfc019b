using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

internal sealed partial class GpuBackend
{
    public override void Fill<T>(Slice<T> y, T value)
    {
        if (typeof(T) == typeof(float)) Fill<T, GpuSingle>(y, value);
        else Fill<T, GpuDouble>(y, value);
    }

    public override void Map<TFormula, T>(Slice<T> x, Slice<T> y)
    {
        if (typeof(T) == typeof(float)) Map<TFormula, T, GpuSingle>(x, y);
        else Map<TFormula, T, GpuDouble>(x, y);
    }

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Slice<T> y, nint rows, nint columns) =>
        ZipRows<Zip2<TFormula>, T>(a, b, a, a, y, rows, columns);

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Slice<T> y, nint rows, nint columns) =>
        ZipRows<Zip3<TFormula>, T>(a, b, c, a, y, rows, columns);

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns) =>
        ZipRows<Zip4<TFormula>, T>(a, b, c, d, y, rows, columns);

    private void Fill<T, TLane>(Slice<T> y, T value) where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        if (y.Length == 0) return;
        FillKernel<TLane>.Launch(_queue, y.View<TLane, T>(y.Length), Unsafe.BitCast<T, TLane>(value), y.Length, y.IsQuadAligned());
        GC.KeepAlive(y.Memory);
    }

    private void Map<TFormula, T, TLane>(Slice<T> x, Slice<T> y) where TFormula : IUnaryFormula where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        var from = x.View<TLane, T>(y.Length);
        if (y.Length == 0) return;
        MapKernel<TFormula, TLane>.Launch(_queue, from, y.View<TLane, T>(y.Length), y.Length, x.IsQuadAligned() && y.IsQuadAligned());
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    private void ZipRows<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns)
        where TFormula : IZipFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float)) Zip<TFormula, T, GpuSingle>(a, b, c, d, y, rows, columns);
        else Zip<TFormula, T, GpuDouble>(a, b, c, d, y, rows, columns);
    }

    private void Zip<TFormula, T, TLane>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns)
        where TFormula : IZipFormula where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        nint count = CpuArguments.Count(rows, columns);
        if (count == 0) return;
        var viewA = a.View<TLane, T>(rows, columns);
        var viewB = b.View<TLane, T>(rows, columns);
        var viewC = c.View<TLane, T>(rows, columns);
        var viewD = d.View<TLane, T>(rows, columns);
        var viewY = y.View<TLane, T>(count);
        ZipKernel<TFormula, TLane>.Launch(_queue, viewA, viewB, viewC, viewD, viewY, ShapeOf(a, b, c, d, y, rows, columns));
        GC.KeepAlive(a.Data.Memory);
        GC.KeepAlive(b.Data.Memory);
        GC.KeepAlive(c.Data.Memory);
        GC.KeepAlive(d.Data.Memory);
        GC.KeepAlive(y.Memory);
    }

    /// <summary>The matrix as one long row where the strides allow it, and which operands can be moved by quads.</summary>
    private static ZipShape ShapeOf<T>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns) where T : unmanaged
    {
        if (columns == 1 && rows > 1) return ShapeOf(Transposed(a), Transposed(b), Transposed(c), Transposed(d), y, 1, rows);
        if (rows > 1 && IsOneRow(a) && IsOneRow(b) && IsOneRow(c) && IsOneRow(d)) return ShapeOf(a, b, c, d, y, 1, rows * columns);
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
                | (y.IsQuadAligned() && (rows == 1 || columns % Quad<GpuSingle>.Length == 0) ? ZipShape.Y : 0),
        };

        bool IsOneRow(Operand<T> operand) => operand.RowStride == columns * operand.ColumnStride;

        int Aligned(Operand<T> operand, int bit) =>
            operand.Data.IsQuadAligned() && (rows == 1 || operand.RowStride % Quad<GpuSingle>.Length == 0) ? bit : 0;

        static Operand<T> Transposed(Operand<T> operand) => new(operand.Data, operand.ColumnStride, operand.RowStride);
    }
}
