namespace NumericsCore.Measurement;

/// <summary>Which ceiling a kernel is held against.</summary>
internal enum Bound
{
    /// <summary>The copy bandwidth.</summary>
    Copy,

    /// <summary>The rate of fused multiply-adds.</summary>
    Fma,

    /// <summary>Neither: many kernels, and the host between them.</summary>
    None,
}

/// <summary>A kernel over memory of its own, ready to run on one device.</summary>
internal sealed class PreparedKernel : IDisposable
{
    private readonly IReadOnlyList<IDisposable> _owned;

    public PreparedKernel(params IReadOnlyList<IDisposable> owned) => _owned = owned;

    /// <summary>Queues the work; the number chooses which set of buffers it uses, so that the caches cannot hold them all.</summary>
    public required Action<int> Run { get; init; }

    /// <summary>What the first run, of number 0, wrote.</summary>
    public required Func<float[][]> Outputs { get; init; }

    /// <summary>Bytes that must be read and written at least.</summary>
    public double? Bytes { get; init; }

    /// <summary>Additions, multiplications, divisions, roots, exponentials, logarithms and comparisons, each one operation; a fused multiply-add is two.</summary>
    public double? Flops { get; init; }

    /// <summary>Whether a run waits for its end, so that events on the device would not see all of it.</summary>
    public bool IsSynchronous { get; init; }

    public void Dispose()
    {
        foreach (var owned in _owned) owned.Dispose();
    }
}
