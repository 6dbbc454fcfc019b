namespace NumericsCore.Kernels;

/// <summary>Work that can be cut into ranges; each index is computed once, by any thread.</summary>
internal interface IRangeWork
{
    void Run(nint start, nint end);
}

/// <summary>
/// Runs ranges of work on the calling thread and its helpers. What is computed never depends on the number of threads.
/// Helpers start with the first call that needs them and end when this object is disposed or collected.
/// </summary>
internal sealed class CpuWorkers : IDisposable
{
    private readonly WorkerTeam _team;

    /// <param name="threads">Threads that share the work, the caller's included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    public CpuWorkers(int threads)
    {
        OutOfRange.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _team = new WorkerTeam(threads - 1);
    }

    // the helpers hold the team but not this object, so it can be collected while they wait; no team when the constructor threw
    ~CpuWorkers() => _team?.Dispose();

    public int Threads { get; }

    /// <summary>
    /// The multiply-adds of the smallest matrix product whose tiles the threads share: about 13 microseconds of one core. Below, carrying
    /// the operands and the result between the cores' caches costs what a helper saves, and more where the cores have no cache in common.
    /// </summary>
    public long SharedProduct { get; set; } = 768 << 10;

    /// <summary>Helpers that wait without using the processor.</summary>
    public int SleepingHelpers => _team.Sleeping;

    /// <summary>Whether a range of the call in progress has thrown.</summary>
    public bool HasFailed => _team.HasFailed;

    public void Dispose()
    {
        _team.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Cuts [0, count) into ranges of a multiple of <paramref name="grain"/> (the last may be shorter) and runs them all; returns when
    /// all are done. Runs everything on the caller when the helpers are busy, as they are for a call made inside a range. Threads share
    /// one copy of <paramref name="work"/>, so results go through the pointers and references it holds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="grain"/> is less than 1.</exception>
    /// <exception cref="ObjectDisposedException">This object is disposed, and the work is more than one grain.</exception>
    public void For<TWork>(nint count, nint grain, ref TWork work) where TWork : struct, IRangeWork
    {
        OutOfRange.ThrowIfLessThan(grain, 1);
        if (count <= 0) return;
        if (Threads == 1 || count <= grain || !_team.TryEnter())
        {
            work.Run(0, count);
            return;
        }

        try
        {
            _team.Run(count, grain, work);
        }
        finally
        {
            _team.Leave();
            GC.KeepAlive(this);
        }
    }
}
