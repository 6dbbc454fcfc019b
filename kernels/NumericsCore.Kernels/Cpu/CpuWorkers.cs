namespace NumericsCore.Kernels;

/// <summary>Work that can be cut into ranges; each index is computed once, by any thread.</summary>
internal interface IRangeWork
{
    void Run(nint start, nint end);
}

/// <summary>Runs ranges of work on the calling thread and its helpers. What is computed never depends on the number of threads.</summary>
internal sealed class CpuWorkers(int threads)
{
    public int Threads { get; } = threads;

    /// <summary>Cuts [0, count) into ranges of a multiple of <paramref name="grain"/> (the last may be shorter) and runs them all; returns when all are done.</summary>
    public void For<TWork>(nint count, nint grain, ref TWork work) where TWork : struct, IRangeWork
    {
        if (count <= 0) return;
        if (Threads == 1 || count <= grain)
        {
            work.Run(0, count);
            return;
        }

        TWork copy = work;
        Parallel.For(0, (int)((count + grain - 1) / grain), new ParallelOptions { MaxDegreeOfParallelism = Threads },
            i => copy.Run(i * grain, Math.Min(count, (i + 1) * grain)));
    }
}
