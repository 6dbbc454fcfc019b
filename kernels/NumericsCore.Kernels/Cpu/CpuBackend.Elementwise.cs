using System.Numerics;

namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Map<TFormula, T>(Slice<T> x, Slice<T> y)
    {
        nint count = y.Length;
        T* from = x.Pointer(count), to = y.Pointer();
        if (from != to && StreamingStore.Pays(to, 1, count)) ForLanes<MapLoop<TFormula, StreamingStore, T>, T>(count, GrainElements, new(from, to));
        else ForLanes<MapLoop<TFormula, CachedStore, T>, T>(count, GrainElements, new(from, to));
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
        ZipOperand<T> walkA = new(a.Pointer(rows, columns), a.RowStride, a.ColumnStride), walkB = new(b.Pointer(rows, columns), b.RowStride, b.ColumnStride);
        T* results = y.Pointer(count);
        bool streams = StreamingStore.Pays(results, rows, columns)
            && walkA.Data != results && walkB.Data != results && walkC.Data != results && walkD.Data != results;
        if (streams) ForItems(new ZipLoop<TFormula, StreamingStore, T>(walkA, walkB, walkC, walkD, results, rows, columns));
        else ForItems(new ZipLoop<TFormula, CachedStore, T>(walkA, walkB, walkC, walkD, results, rows, columns));
        GC.KeepAlive(a.Data.Memory);
        GC.KeepAlive(b.Data.Memory);
        GC.KeepAlive(c.Data.Memory);
        GC.KeepAlive(d.Data.Memory);
        GC.KeepAlive(y.Memory);
    }

    private void ForItems<TFormula, TStore, T>(in ZipLoop<TFormula, TStore, T> loop)
        where TFormula : IZipFormula where TStore : struct, IStore where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ForLanes<ZipLoop<TFormula, TStore, T>, T>(loop.Items, GrainOf(loop.ItemLength), loop);
}
