using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Products over one to four k: all the work is to write C, so its rows are written one after the other, each from its first
/// aligned element on. An item is a row of one matrix; threads that shared a row would fight for the line where their parts meet.
/// </summary>
internal readonly unsafe struct OuterProduct<TStore, TEpilogue, TLane, T>(in GemmProblem<T> problem, TEpilogue epilogue) : IRangeWork
    where TStore : struct, IStore
    where TEpilogue : struct, IEpilogue
    where TLane : struct, IVectorLane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // elements of C that are worth a thread of their own
    private const int GrainElements = 1 << 14;

    private readonly GemmProblem<T> _problem = problem;

    public static void Compute(CpuWorkers workers, in GemmProblem<T> problem, TEpilogue epilogue)
    {
        var product = new OuterProduct<TStore, TEpilogue, TLane, T>(problem, epilogue);
        workers.For(problem.Batch * problem.M, Math.Max(1, GrainElements / problem.N), ref product);
    }

    public void Run(nint start, nint end)
    {
        for (nint item = start; item < end; item++)
        {
            (nint batch, nint i) = Math.DivRem(item, _problem.M);
            T* a = _problem.A + (batch * _problem.ABatch) + (i * _problem.ARow), b = _problem.B + (batch * _problem.BBatch);
            T* c = _problem.C + (batch * _problem.CBatch) + (i * _problem.CRow);
            switch (_problem.K)
            {
                case 1: Row<One>(a, b, c); break;
                case 2: Row<Two>(a, b, c); break;
                case 3: Row<Three>(a, b, c); break;
                default: Row<Four>(a, b, c); break;
            }
        }

        TStore.Complete();
    }

    /// <summary>The first and the last lane of a row may overlap their neighbours: what is written twice is the same. For <see cref="StreamingStore"/>, all rows begin and end aligned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row<TDepth>(T* a, T* b, T* c) where TDepth : struct, ICount
    {
        T* bias = _problem.Bias;
        nint step = _problem.ACol, bRow = _problem.BRow;
        TLane a0 = TLane.Broadcast(*a), a1 = TDepth.Value > 1 ? TLane.Broadcast(a[step]) : default;
        TLane a2 = TDepth.Value > 2 ? TLane.Broadcast(a[2 * step]) : default, a3 = TDepth.Value > 3 ? TLane.Broadcast(a[3 * step]) : default;

        nint last = _problem.N - TLane.Count;
        nint aligned = TLane.Count - (nint)(((nuint)c / (nuint)sizeof(T)) & (nuint)(TLane.Count - 1));
        // the formula stands here once, so that the compiler inlines even a long one
        for (int part = 0; part < 3; part++)
        {
            (nint j, nint end) = part switch { 0 => (0, 1), 1 => (aligned, last), _ => (last, last + 1) };
            for (; j < end; j += TLane.Count)
            {
                // a chain starts from +0, which matters to a product of -0
                TLane sum = TLane.MultiplyAdd(a0, TLane.Load(b + j), TLane.Broadcast(T.Zero));
                if (TDepth.Value > 1) sum = TLane.MultiplyAdd(a1, TLane.Load(b + bRow + j), sum);
                if (TDepth.Value > 2) sum = TLane.MultiplyAdd(a2, TLane.Load(b + (2 * bRow) + j), sum);
                if (TDepth.Value > 3) sum = TLane.MultiplyAdd(a3, TLane.Load(b + (3 * bRow) + j), sum);
                TStore.Store(epilogue.Apply(sum, TEpilogue.UsesBias ? TLane.Load(bias + j) : default), c + j);
            }
        }
    }
}
