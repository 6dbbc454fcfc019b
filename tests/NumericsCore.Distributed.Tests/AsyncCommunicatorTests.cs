using FsCheck.Xunit;

namespace NumericsCore.Distributed.Tests;

/// <summary>Operations that are started and waited for later do what those that wait do, in the order in which they were started.</summary>
public class AsyncCommunicatorTests
{
    [Property(MaxTest = 40)]
    public void Any_operations_started_one_after_the_other_give_what_they_give_when_each_is_waited_for(byte[] kinds, byte processes)
    {
        int size = 1 + processes % 5;
        byte[][] waited = InProcessCommunicator.Run(size, group =>
        {
            var made = Operations(kinds, group.Rank, size);
            foreach (var operation in made) operation.Wait(group);
            return Received(made);
        });
        byte[][] started = InProcessCommunicator.Run(size, group =>
        {
            var made = Operations(kinds, group.Rank, size);
            Task.WaitAll([.. made.Select((operation, place) => Begin(operation, place, group))]);
            return Received(made);
        });
        byte[][] withoutThreads = InProcessCommunicator.Run(size, group =>
        {
            var made = Operations(kinds, group.Rank, size);
            using var alone = new OneThread(group);
            foreach (var operation in made) Assert.True(operation.Start(alone).IsCompletedSuccessfully);
            return Received(made);
        });
        Assert.Equal(waited, started);
        Assert.Equal(waited, withoutThreads);
    }

    [Fact]
    public void Who_starts_an_operation_goes_on()
    {
        using var isFree = new ManualResetEventSlim();
        InProcessCommunicator.Run(2, processes =>
        {
            byte[] bytes = [0];
            if (processes.Rank == 1)
            {
                isFree.Wait();
                processes.Send([9], 0);
                return 0;
            }

            var receiving = processes.ReceiveAsync(bytes, 1);
            Assert.False(receiving.IsCompleted);
            isFree.Set();
            receiving.GetAwaiter().GetResult();
            Assert.Equal([9], bytes);
            return 0;
        });
    }

    [Fact]
    public async Task After_one_that_failed_all_fail()
    {
        var processes = InProcessCommunicator.Create(2, TimeSpan.FromMilliseconds(50))[0];
        var first = processes.ReceiveAsync(new byte[1], 1);
        var second = processes.SendAsync(new byte[1], 1);
        string message = (await Assert.ThrowsAsync<CommunicationException>(() => first)).Message;
        Assert.Contains("has waited for process 1", message, StringComparison.Ordinal);
        Assert.Equal(message, (await Assert.ThrowsAsync<CommunicationException>(() => second)).Message);
        Assert.Equal(message, Assert.Throws<CommunicationException>(() => processes.Send([1], 1)).Message);
        Assert.Equal(0, processes.BytesSent);
        processes.Dispose();
    }

    [Fact]
    public async Task Wrong_ranks_and_lengths_are_refused_at_once()
    {
        using var alone = InProcessCommunicator.Create(1)[0];
        Assert.Throws<ArgumentOutOfRangeException>("destination", () => { _ = alone.SendAsync(new byte[1], 1); });
        Assert.Throws<ArgumentOutOfRangeException>("source", () => { _ = alone.ReceiveAsync(new byte[1], -1); });
        Assert.Throws<ArgumentOutOfRangeException>("root", () => { _ = alone.BroadcastAsync(new byte[1], 1); });
        Assert.Throws<ArgumentException>("all", () => { _ = alone.AllGatherAsync(new byte[2], new byte[3]); });
        await alone.BarrierAsync();
    }

    // every third one waits, and so comes after those that were started
    private static Task Begin(Operation operation, int place, Communicator group)
    {
        if (place % 3 != 2) return operation.Start(group);
        operation.Wait(group);
        return Task.CompletedTask;
    }

    private static Operation[] Operations(byte[] kinds, int rank, int size) => [.. kinds.Select((kind, place) => new Operation(kind, place, rank, size))];

    private static byte[] Received(Operation[] operations) => [.. operations.SelectMany(static operation => operation.Received)];

    private sealed class Operation(byte kind, int place, int rank, int size)
    {
        private readonly byte[] _mine = [(byte)rank, (byte)place, kind];
        private readonly int _root = kind % size;

        public byte[] Received { get; } = kind % 4 == 2 ? new byte[3 * size] : kind % 4 == 1 && rank == kind % size ? [(byte)rank, (byte)place, kind] : new byte[3];

        public void Wait(Communicator group)
        {
            if (kind % 4 == 0) group.Exchange(_mine, (rank + 1) % size, Received, (rank + size - 1) % size);
            else if (kind % 4 == 1) group.Broadcast(Received, _root);
            else if (kind % 4 == 2) group.AllGather(_mine, Received);
            else group.Barrier();
        }

        public Task Start(Communicator group) => (kind % 4) switch
        {
            0 => group.ExchangeAsync(_mine, (rank + 1) % size, Received, (rank + size - 1) % size),
            1 => group.BroadcastAsync(Received, _root),
            2 => group.AllGatherAsync(_mine, Received),
            _ => group.BarrierAsync(),
        };
    }

    /// <summary>An engine that only the thread which made it may use.</summary>
    private sealed class OneThread(Communicator inner) : Communicator
    {
        private readonly int _thread = Environment.CurrentManagedThreadId;

        public override int Rank => inner.Rank;

        public override int Size => inner.Size;

        public override void Abort(int exitCode) => inner.Abort(exitCode);

        protected override void ExchangeBytes(ReadOnlySpan<byte> sent, int destination, Span<byte> received, int source)
        {
            Assert.Equal(_thread, Environment.CurrentManagedThreadId);
            inner.Exchange(sent, destination, received, source);
        }
    }
}
