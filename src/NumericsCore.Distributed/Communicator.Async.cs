namespace NumericsCore.Distributed;

/// <content>
/// The same operations, started and not waited for. They run one after the other, in the order in which they were started, on threads of their own,
/// and one that waits comes after them: two processes that each start to receive, then to send, wait for each other; <see cref="ExchangeAsync"/> does
/// both at once. After one has failed, all later ones fail as it did. Where the engine does not allow several threads
/// (<see cref="AllowsSeveralThreads"/>), each is done when the call returns.
/// </content>
public abstract partial class Communicator
{
    [ThreadStatic]
    private static Communicator? s_running;

    // the operation that was started last
    private Task _last = Task.CompletedTask;

    /// <summary>Starts an <see cref="Exchange"/>. The bytes stay as they are until it is done.</summary>
    /// <inheritdoc cref="Exchange"/>
    public Task ExchangeAsync(ReadOnlyMemory<byte> sent, int destination, Memory<byte> received, int source)
    {
        RequireRank(destination, nameof(destination));
        RequireRank(source, nameof(source));
        return Start(() => Exchange(sent.Span, destination, received.Span, source));
    }

    /// <summary>Starts a <see cref="Send"/>. The bytes stay as they are until it is done.</summary>
    /// <inheritdoc cref="Send"/>
    public Task SendAsync(ReadOnlyMemory<byte> sent, int destination) => ExchangeAsync(sent, destination, default, Rank);

    /// <summary>Starts a <see cref="Receive"/>; the bytes are there when it is done.</summary>
    /// <inheritdoc cref="Receive"/>
    public Task ReceiveAsync(Memory<byte> received, int source) => ExchangeAsync(default, Rank, received, source);

    /// <summary>Starts a <see cref="Broadcast"/>.</summary>
    /// <inheritdoc cref="Broadcast"/>
    public Task BroadcastAsync(Memory<byte> bytes, int root = 0)
    {
        RequireRank(root, nameof(root));
        return Start(() => Broadcast(bytes.Span, root));
    }

    /// <summary>Starts an <see cref="AllGather"/>.</summary>
    /// <inheritdoc cref="AllGather"/>
    public Task AllGatherAsync(ReadOnlyMemory<byte> mine, Memory<byte> all)
    {
        RequireRoom(mine.Length, all.Length, nameof(all));
        return Start(() => AllGather(mine.Span, all.Span));
    }

    /// <summary>Starts a <see cref="Barrier"/>: it is done when every process has started it.</summary>
    /// <inheritdoc cref="Barrier"/>
    public Task BarrierAsync() => Start(Barrier);

    private Task Start(Action operation)
    {
        var before = _last;
        // a thread of the pool would be kept waiting for another process
        _last = AllowsSeveralThreads
            ? before.ContinueWith(_ => RunAfter(before, operation), CancellationToken.None, TaskContinuationOptions.LongRunning, TaskScheduler.Default)
            : new Task(() => RunAfter(before, operation));
        if (!AllowsSeveralThreads) _last.RunSynchronously();
        return _last;
    }

    private void RunAfter(Task before, Action operation)
    {
        before.GetAwaiter().GetResult();
        s_running = this;
        try
        {
            operation();
        }
        finally
        {
            s_running = null;
        }
    }

    /// <summary>Waits for what was started, unless it is a part of that which asks.</summary>
    private void WaitForStarted()
    {
        if (s_running != this) _last.GetAwaiter().GetResult();
    }
}
