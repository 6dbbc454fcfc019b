using System.Numerics;

namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Map<TFormula, T>(Slice<T> x, Slice<T> y)
    {
        nint count = y.Length;
        ForLanes<MapLoop<TFormula, T>, T>(count, GrainElements, new(x.Pointer(count), y.Pointer()));
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Slice<T> y, nint rows, nint columns) =>
        ZipRows<Zip2<TFormula>, T>(a, b, default, default, y, rows, columns);

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Slice<T> y, nint rows, nint columns) =>
        ZipRows<Zip3<TFormula>, T>(a, b, c, default, y, rows, columns);

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns) =>
        ZipRows<Zip4<TFormula>, T>(a, b, c, d, y, rows, columns);

    private void ZipRows<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns)
        where TFormula : IZipFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint count = CpuArguments.Count(rows, columns);
        if (count == 0) return;
        // an operand that is not there looks like a scalar that nobody reads
        ZipOperand<T> walkC = TFormula.Arity > 2 ? new(c.Pointer(rows, columns), c.RowStride, c.ColumnStride) : default;
        ZipOperand<T> walkD = TFormula.Arity > 3 ? new(d.Pointer(rows, columns), d.RowStride, d.ColumnStride) : default;
        var loop = new ZipLoop<TFormula, T>(
            new(a.Pointer(rows, columns), a.RowStride, a.ColumnStride),
            new(b.Pointer(rows, columns), b.RowStride, b.ColumnStride), walkC, walkD, y.Pointer(count), rows, columns);
        ForLanes<ZipLoop<TFormula, T>, T>(loop.Items, GrainOf(loop.ItemLength), loop);
        GC.KeepAlive(a.Data.Memory);
        GC.KeepAlive(b.Data.Memory);
        GC.KeepAlive(c.Data.Memory);
        GC.KeepAlive(d.Data.Memory);
        GC.KeepAlive(y.Memory);
    }
}
