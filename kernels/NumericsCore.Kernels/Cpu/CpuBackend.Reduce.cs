namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Reduce<TFormula, TReduction, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner, T divisor) => throw new NotSupportedException();

    public override void ArgMax<TFormula, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner) => throw new NotSupportedException();
}
