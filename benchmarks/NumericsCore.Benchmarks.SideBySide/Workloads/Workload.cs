namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>One piece of work that both libraries do on the same numbers with the same number of threads. Made anew for each measurement, since it holds memory.</summary>
internal abstract class Workload : IDisposable
{
    /// <param name="threads">Threads of both libraries; the peer's are the process's, so only one workload is measured at a time.</param>
    protected Workload(int threads)
    {
        Device = Device.CreateCpu(threads);
        TorchSharp.torch.set_num_threads(threads);
    }

    /// <summary>The CPU with the workload's threads.</summary>
    protected Device Device { get; }

    /// <summary>Does the work once with NumericsCore.</summary>
    public abstract void Ours();

    /// <summary>Does the work once with TorchSharp.</summary>
    public abstract void Peer();

    /// <summary>Does the work once with both and compares what came out.</summary>
    /// <returns>What was compared, and how near it was.</returns>
    /// <exception cref="DisagreementException">The results differ by more than rounding.</exception>
    public abstract string Check();

    /// <summary>Gives the memory of both back.</summary>
    public abstract void Dispose();

    /// <summary>Numbers in [-1, 1), the same for every run.</summary>
    protected static float[] Numbers(long count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (long i = 0; i < count; i++) values[i] = random.NextSingle() * 2 - 1;
        return values;
    }
}

/// <summary>The two libraries did not compute the same.</summary>
internal sealed class DisagreementException(string message) : Exception(message);
