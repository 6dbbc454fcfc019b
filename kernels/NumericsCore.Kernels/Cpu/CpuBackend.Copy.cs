namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Fill<T>(Slice<T> y, T value) => throw new NotSupportedException();

    public override void CopyStrided<T>(Slice<T> x, Slice<T> y, in StridedShape shape) => throw new NotSupportedException();

    public override void GatherRows<T>(Slice<T> x, Slice<int> indices, Slice<int> start, Slice<T> y, nint rows, nint columns) => throw new NotSupportedException();

    public override void ScatterAddRows<T>(Slice<T> x, Slice<int> indices, Slice<T> y, nint rows, nint columns) => throw new NotSupportedException();
}
