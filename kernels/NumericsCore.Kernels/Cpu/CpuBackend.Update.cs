namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Update<TRule, T>(ReadOnlyMemory<UpdateSegment> segments, Slice<T> scalars, Slice<T> parameters, Slice<T> gradients, Slice<T> slots) => throw new NotSupportedException();
}
