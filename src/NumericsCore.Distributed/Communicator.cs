using System.Diagnostics;

namespace NumericsCore.Distributed;

/// <summary>
/// The processes of one run and the way bytes travel between them. All calls are made by one thread at a time, and in the same order by all
/// processes. Only bytes travel: no number is added on the way, so that the engine beneath decides no bit.
/// </summary>
/// <remarks>One's own engine overrides <see cref="ExchangeBytes"/> and <see cref="Abort"/>; the collective operations are made of exchanges.</remarks>
public abstract partial class Communicator : IProcessGroup, IDisposable
{
    private long _ticks;

    /// <inheritdoc/>
    public abstract int Rank { get; }

    /// <inheritdoc/>
    public abstract int Size { get; }

    /// <inheritdoc/>
    public virtual bool AllowsSeveralThreads => false;

    /// <summary>The name of the computer that this process runs on.</summary>
    public virtual string Host => Environment.MachineName;

    /// <summary>The time that this process has spent in communication, waiting included.</summary>
    public TimeSpan TimeSpent => Stopwatch.GetElapsedTime(0, _ticks);

    /// <summary>The bytes that this process has sent.</summary>
    public long BytesSent { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    /// <exception cref="CommunicationException">A process ended or does not answer, or the engine failed.</exception>
    public void Exchange(ReadOnlySpan<byte> sent, int destination, Span<byte> received, int source)
    {
        RequireRank(destination, nameof(destination));
        RequireRank(source, nameof(source));
        WaitForStarted();
        if (sent.IsEmpty && received.IsEmpty) return;
        long start = Stopwatch.GetTimestamp();
        try
        {
            ExchangeBytes(sent, destination, received, source);
            BytesSent += sent.Length;
        }
        finally
        {
            _ticks += Stopwatch.GetTimestamp() - start;
        }
    }

    /// <summary>Sends bytes to a process that receives as many.</summary>
    /// <inheritdoc cref="Exchange" path="/exception"/>
    public void Send(ReadOnlySpan<byte> sent, int destination) => Exchange(sent, destination, [], Rank);

    /// <summary>Waits for bytes of a process.</summary>
    /// <inheritdoc cref="Exchange" path="/exception"/>
    public void Receive(Span<byte> received, int source) => Exchange([], Rank, received, source);

    /// <summary>Gives every process the bytes of one, along a binomial tree.</summary>
    /// <param name="bytes">What is sent where this is the root, else what is received; as long everywhere.</param>
    /// <param name="root">The rank whose bytes they are.</param>
    /// <inheritdoc cref="Exchange" path="/exception"/>
    public void Broadcast(Span<byte> bytes, int root = 0)
    {
        RequireRank(root, nameof(root));
        int place = (Rank - root + Size) % Size;
        int step = 1;
        while (step < Size && (place & step) == 0) step <<= 1;
        if (place != 0) Receive(bytes, (place - step + root) % Size);
        for (step >>= 1; step > 0; step >>= 1)
            if (place + step < Size) Send(bytes, (place + step + root) % Size);
    }

    /// <summary>Gives every process the bytes of all, in the order of ranks.</summary>
    /// <param name="mine">This process's; as long everywhere.</param>
    /// <param name="all">Takes <see cref="Size"/> times as many.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    /// <inheritdoc cref="Exchange" path="/exception"/>
    public void AllGather(ReadOnlySpan<byte> mine, Span<byte> all)
    {
        RequireRoom(mine.Length, all.Length, nameof(all));
        mine.CopyTo(all[(Rank * mine.Length)..]);
        for (int distance = 1; distance < Size; distance++)
        {
            int from = (Rank - distance + Size) % Size;
            Exchange(mine, (Rank + distance) % Size, all.Slice(from * mine.Length, mine.Length), from);
        }
    }

    /// <summary>Waits until every process has called it.</summary>
    /// <inheritdoc cref="Exchange" path="/exception"/>
    public void Barrier()
    {
        Span<byte> token = [1], other = [0];
        for (int distance = 1; distance < Size; distance <<= 1) Exchange(token, (Rank + distance) % Size, other, (Rank - distance + Size) % Size);
    }

    /// <summary>Ends all processes of the run with an exit code, as soon as the engine can: for what went wrong in one.</summary>
    /// <param name="exitCode">Of every process.</param>
    public abstract void Abort(int exitCode);

    /// <summary>Takes leave of the engine, which needs every process to do so.</summary>
    public void Dispose()
    {
        // what was started needs the engine; what failed of it is told to those who wait for it
        Task.WaitAny(_last);
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the engine holds.</summary>
    /// <param name="disposing">Whether the caller asked for it.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Sends and receives at once; at least one of the spans has bytes, and only those that have any are messages. The ranks exist; either may be this process's own.</summary>
    /// <inheritdoc cref="Exchange"/>
    protected abstract void ExchangeBytes(ReadOnlySpan<byte> sent, int destination, Span<byte> received, int source);

    /// <summary>How long one waits for another: 5 minutes unless another time is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    private protected static TimeSpan TimeToWait(TimeSpan? timeout) => timeout is { } given && given <= TimeSpan.Zero
        ? throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "The time to wait is positive.")
        : timeout ?? TimeSpan.FromMinutes(5);

    private void RequireRoom(int mine, int all, string name)
    {
        if (all != (long)mine * Size) throw new ArgumentException($"{Size} processes of {mine} bytes each need {(long)mine * Size} bytes; there are {all}.", name);
    }

    private void RequireRank(int rank, string name)
    {
        if (rank < 0 || rank >= Size) throw new ArgumentOutOfRangeException(name, rank, $"The {Size} processes have ranks from 0 to {Size - 1}.");
    }

    /// <summary>Which process it is, of how many.</summary>
    public override string ToString() => FormattableString.Invariant($"{GetType().Name} {{ Rank = {Rank}, Size = {Size} }}");
}
