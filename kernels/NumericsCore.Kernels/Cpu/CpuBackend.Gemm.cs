using System.Numerics;

namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    // a wider lane would load across two cache lines each time, or wait for the two stores that a transposed block is written with
    private const int UnalignedBits = 256;

    public override void Gemm<TEpilogue, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias)
    {
        GemmChecks.Check(shape, a.Length, b.Length, c.Length, TEpilogue.UsesBias ? bias.Length : null);
        if (shape.M == 0 || shape.N == 0 || shape.Batch == 0) return;

        T* biasPointer = TEpilogue.UsesBias ? bias.Pointer() : null;
        // a product over no k reads no operand, and the memory of an empty one may be missing
        T* aPointer = shape.K == 0 ? null : a.Pointer(), bPointer = shape.K == 0 ? null : b.Pointer();
        var problem = GemmProblem<T>.Of(shape, aPointer, bPointer, c.Pointer(), biasPointer);
        if (problem.N == 1 && problem.M > 1) problem = problem.TransposedColumn();

        var loop = new GemmLoop<TEpilogue, T>(Workers, problem);
        SimdWidth.Run<GemmLoop<TEpilogue, T>, T>(ref loop, NarrowedTo(problem.N * sizeof(T) * 8, problem.IsOuter || (problem.M == 1 && problem.BCol != 1) ? UnalignedBits : SimdBits));
        GC.KeepAlive(a.Memory);
        GC.KeepAlive(b.Memory);
        GC.KeepAlive(c.Memory);
        GC.KeepAlive(bias.Memory);
    }

    /// <summary>The narrowest lane of at least <paramref name="bits"/>, but no wider than the widest: wider ones would carry more columns than there are.</summary>
    private int NarrowedTo(nint bits, int widest)
    {
        int narrowed = Math.Min(SimdBits, widest);
        while (narrowed > 128 && narrowed / 2 >= bits) narrowed /= 2;
        return narrowed;
    }

    private readonly struct GemmLoop<TEpilogue, T>(CpuWorkers workers, GemmProblem<T> problem) : ILaneLoop<T>
        where TEpilogue : IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<TLane>() where TLane : struct, IVectorLane<TLane, T>
        {
            if (problem.M == 1) RowProduct<TEpilogue, TLane, T>.Compute(workers, problem);
            else if (!problem.IsOuter || problem.N < TLane.Count) GemmTiles<TEpilogue, TLane, T>.Compute(workers, problem);
            else if (problem.CRow == problem.N && StreamingStore.Pays(problem.C, problem.M, problem.N)) OuterProduct<StreamingStore, TEpilogue, TLane, T>.Compute(workers, problem);
            else OuterProduct<CachedStore, TEpilogue, TLane, T>.Compute(workers, problem);
        }
    }
}
