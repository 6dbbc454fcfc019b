using System.Collections.Concurrent;
using System.Diagnostics;

namespace NumericsCore.Distributed;

/// <summary>Processes that are threads of this one: for tests, and for programs that shall run without MPI too.</summary>
public sealed class InProcessCommunicator : Communicator
{
    private readonly Mailboxes _mailboxes;

    private InProcessCommunicator(int rank, Mailboxes mailboxes) => (Rank, _mailboxes) = (rank, mailboxes);

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Size => _mailboxes.Size;

    /// <inheritdoc/>
    public override bool AllowsSeveralThreads => true;

    /// <summary>Makes communicators that reach each other, one for each thread.</summary>
    /// <param name="size">How many, at least 1.</param>
    /// <param name="timeout">How long one waits for another before it gives up; 5 minutes if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or the time is not positive.</exception>
    public static IReadOnlyList<InProcessCommunicator> Create(int size, TimeSpan? timeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var limit = TimeToWait(timeout);
        var mailboxes = new Mailboxes(size, limit);
        return [.. Enumerable.Range(0, size).Select(rank => new InProcessCommunicator(rank, mailboxes))];
    }

    /// <summary>Runs a function for each of so many processes, on a thread of its own each; when one fails, the others' communication ends.</summary>
    /// <param name="size">How many, at least 1.</param>
    /// <param name="run">What each does with its communicator.</param>
    /// <param name="timeout">How long one waits for another before it gives up; 5 minutes if null.</param>
    /// <returns>What each gave, in the order of ranks.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or the time is not positive.</exception>
    /// <exception cref="AggregateException">What the functions threw.</exception>
    public static T[] Run<T>(int size, Func<Communicator, T> run, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var communicators = Create(size, timeout);
        var results = new T[size];
        var failures = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. communicators.Select(communicator => new Thread(() => RunOne(communicator)))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return failures.IsEmpty ? results : throw new AggregateException(failures);

        void RunOne(InProcessCommunicator communicator)
        {
            try
            {
                results[communicator.Rank] = run(communicator);
            }
            catch (Exception e)
            {
                failures.Enqueue(e);
                communicator.Abort(1);
            }
        }
    }

    /// <summary>Says that this process has ended: whoever waits for more of it than it sent gets an exception.</summary>
    /// <inheritdoc/>
    public override void Abort(int exitCode) => _mailboxes.End(Rank, $"Process {Rank} of {Size} ended with code {exitCode}.");

    /// <inheritdoc/>
    protected override void ExchangeBytes(ReadOnlySpan<byte> sent, int destination, Span<byte> received, int source)
    {
        if (!sent.IsEmpty) _mailboxes.Put(Rank, destination, sent.ToArray());
        if (received.IsEmpty) return;
        byte[] message = _mailboxes.Take(source, Rank);
        if (message.Length != received.Length)
            throw new CommunicationException($"Process {Rank} expected {received.Length} bytes of process {source}, and {message.Length} came: the processes do not do the same.");
        message.CopyTo(received);
    }

    /// <summary>A queue of messages for each pair.</summary>
    private sealed class Mailboxes(int size, TimeSpan timeout)
    {
        private readonly Queue<byte[]>[] _queues = [.. Enumerable.Range(0, size * size).Select(static _ => new Queue<byte[]>())];
        private readonly string?[] _ended = new string?[size];

        public int Size => size;

        public void Put(int from, int to, byte[] message)
        {
            lock (_queues)
            {
                _queues[from * size + to].Enqueue(message);
                Monitor.PulseAll(_queues);
            }
        }

        public byte[] Take(int from, int to)
        {
            long start = Stopwatch.GetTimestamp();
            lock (_queues)
            {
                byte[]? message;
                while (!_queues[from * size + to].TryDequeue(out message))
                {
                    if (_ended[from] is { } reason) throw new CommunicationException(reason);
                    var left = timeout - Stopwatch.GetElapsedTime(start);
                    if (left <= TimeSpan.Zero) throw new CommunicationException(FormattableString.Invariant($"Process {to} of {size} has waited for process {from} for {timeout.TotalSeconds} s: it ended, or hangs."));
                    Monitor.Wait(_queues, left);
                }

                return message;
            }
        }

        public void End(int rank, string reason)
        {
            lock (_queues)
            {
                _ended[rank] ??= reason;
                Monitor.PulseAll(_queues);
            }
        }
    }
}
