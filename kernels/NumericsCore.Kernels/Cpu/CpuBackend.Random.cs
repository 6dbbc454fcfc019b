namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void RandomUniform<T>(Slice<T> y, RandomAddress address) => throw new NotSupportedException();

    public override void Dropout<T>(Slice<T> x, Slice<T> y, T rate, T scale, RandomAddress address) => throw new NotSupportedException();

    public override void Advance(Slice<uint> counter, Slice<uint> snapshot) => throw new NotSupportedException();
}
