namespace NumericsCore.Kernels;

/// <summary>Recorded kernel calls in a form that the device runs again by itself. Disposing it frees what it keeps.</summary>
internal abstract class Replay : IDisposable
{
    /// <summary>Queues all calls once more. Null, or why that failed: then none of them ran, and the replay is of no more use.</summary>
    public abstract string? TryRun();

    public abstract void Dispose();
}
