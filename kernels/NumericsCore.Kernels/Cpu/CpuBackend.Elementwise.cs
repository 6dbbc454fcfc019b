namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Map<TFormula, T>(Slice<T> x, Slice<T> y) => throw new NotSupportedException();

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Slice<T> y, nint rows, nint columns) => throw new NotSupportedException();

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Slice<T> y, nint rows, nint columns) => throw new NotSupportedException();

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns) => throw new NotSupportedException();
}
