using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>Chooses the way a CPU takes to a product: the lane, and whether it is a row, an outer product or tiles.</summary>
internal static unsafe class CpuGemm
{
    // a wider lane would load across two cache lines each time, or wait for the two stores that a transposed block is written with
    private const int UnalignedBits = 256;

    public static void Run<TEpilogue, T>(CpuBackend cpu, in GemmOperands<T> operands, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (operands.IsEmpty) return;
        var shape = operands.Shape;
        T* bias = TEpilogue.UsesBias ? operands.Bias.Pointer() : null;
        // a product over no k reads no operand, and the memory of an empty one may be missing
        T* a = shape.K == 0 ? null : operands.A.Pointer(), b = shape.K == 0 ? null : operands.B.Pointer();
        var problem = GemmProblem<T>.Of(shape, a, b, operands.C.Pointer(), bias);
        if (problem.N == 1 && problem.M > 1) problem = problem.TransposedColumn();

        var loop = new GemmLoop<TEpilogue, T>(cpu.Workers, problem, epilogue);
        int widest = problem.IsOuter || (problem.M == 1 && problem.BCol != 1) ? Math.Min(cpu.SimdBits, UnalignedBits) : cpu.SimdBits;
        SimdWidth.Run<GemmLoop<TEpilogue, T>, T>(ref loop, Narrowed(problem.N * sizeof(T) * 8, widest));
    }

    /// <summary>The narrowest lane of at least <paramref name="bits"/>, but no wider than the widest: wider ones would carry more columns than there are.</summary>
    private static int Narrowed(nint bits, int widest)
    {
        int narrowed = widest;
        while (narrowed > 128 && narrowed / 2 >= bits) narrowed /= 2;
        return narrowed;
    }

    private readonly struct GemmLoop<TEpilogue, T>(CpuWorkers workers, GemmProblem<T> problem, TEpilogue epilogue) : ILaneLoop<T>
        where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<TLane>() where TLane : struct, IVectorLane<TLane, T>
        {
            if (problem.M == 1) RowProduct<TEpilogue, TLane, T>.Compute(workers, problem, epilogue);
            else if (!problem.IsOuter || problem.N < TLane.Count) GemmTiles<TEpilogue, TLane, T>.Compute(workers, problem, epilogue);
            else if (problem.CRow == problem.N && StreamingStore.Pays(problem.C, problem.M, problem.N)) OuterProduct<StreamingStore, TEpilogue, TLane, T>.Compute(workers, problem, epilogue);
            else OuterProduct<CachedStore, TEpilogue, TLane, T>.Compute(workers, problem, epilogue);
        }
    }
}
