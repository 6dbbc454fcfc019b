namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Gemm<TEpilogue, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias) => throw new NotSupportedException();
}
