using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>Small blocks lie together in slabs: none is used twice at a time, all come back, and what is in use is known to the byte.</summary>
[Collection(Alone.Name)]
public unsafe class SlabTests
{
    private static long s_read;

    private readonly CpuBackend _cpu = new(1, 0);

    [Fact]
    public void Blocks_are_aligned_long_enough_and_apart()
    {
        List<CpuMemory> blocks = [];
        for (int length = 0; length <= SlabSet.MaxBlockBytes; length += 3)
            for (int i = 0; i < 3; i++)
            {
                var block = Take(length);
                Assert.True(block.ByteLength >= length);
                Assert.Equal(0, (nint)block.Pointer % CpuMemoryPool.Alignment);
                blocks.Add(block);
            }

        var sorted = blocks.OrderBy(static block => (nint)block.Pointer).ToArray();
        for (int i = 1; i < sorted.Length; i++)
            Assert.True((nint)sorted[i - 1].Pointer + sorted[i - 1].ByteLength <= (nint)sorted[i].Pointer);
        Assert.Equal(blocks.Sum(static block => (long)block.ByteLength), _cpu.Pool.BytesInUse);
    }

    [Fact]
    public void Bytes_in_use_are_those_of_the_blocks_whatever_order_they_come_back_in()
    {
        var random = new Random(1);
        List<CpuMemory> held = [];
        for (int i = 0; i < 20_000; i++)
        {
            if (held.Count == 0 || random.Next(500) >= held.Count)
            {
                held.Add(Take(random.Next((int)SlabSet.MaxBlockBytes + 200)));
            }
            else
            {
                int at = random.Next(held.Count);
                held[at].Dispose();
                held.RemoveAt(at);
            }

            if (i % 50 == 0) Assert.Equal(held.Sum(static block => (long)block.ByteLength), _cpu.Pool.BytesInUse);
            if (i % 3000 == 0) _cpu.TrimMemory();
        }

        foreach (var block in held) block.Dispose();
        Assert.Equal(0, _cpu.Pool.BytesInUse);
        Assert.NotEqual(0, _cpu.Pool.BytesFree);
        _cpu.TrimMemory();
        Assert.Equal((0, 0), (_cpu.Pool.BytesInUse, _cpu.Pool.BytesFree));
    }

    [Fact]
    public void A_block_disposed_twice_comes_back_once()
    {
        for (int round = 0; round < 100; round++)
        {
            var block = Take(64);
            block.Dispose();
            block.Dispose();
            CpuMemory[] next = [.. Enumerable.Range(0, 3 * Slab.MaxBlocks).Select(_ => Take(64))];
            Assert.Distinct(next.Select(static other => (nint)other.Pointer));
            Assert.Equal(next.Length * 64, _cpu.Pool.BytesInUse);
            foreach (var other in next) other.Dispose();
        }
    }

    [Fact]
    public void A_loop_that_disposes_stays_in_one_slab()
    {
        HashSet<nint> places = [];
        for (int i = 0; i < 10_000; i++)
        {
            using CpuMemory a = Take(64), b = Take(64);
            places.Add((nint)a.Pointer);
            places.Add((nint)b.Pointer);
        }

        Assert.InRange(places.Count, 2, Slab.MaxBlocks);
        Assert.Equal((0, Slab.MaxBlocks * 64), (_cpu.Pool.BytesInUse, _cpu.Pool.BytesFree));
    }

    [Fact]
    public void Blocks_that_nobody_holds_come_back_by_the_collector()
    {
        Forget(1000);
        Assert.Equal(1000 * 64, _cpu.Pool.BytesInUse);
        Collect();
        // but those of the current slab, whose memory is not needed for others
        Assert.InRange(_cpu.Pool.BytesInUse, 0, Slab.MaxBlocks * 64);
        _cpu.TrimMemory();
        Collect();
        Assert.Equal(0, _cpu.Pool.BytesInUse);
        _cpu.TrimMemory();
        Assert.Equal(0, _cpu.Pool.BytesFree);
    }

    [Fact]
    public void One_that_is_held_is_left_alone_while_its_neighbours_are_forgotten()
    {
        List<CpuMemory> kept = [];
        for (int i = 0; i < 20; i++)
        {
            kept.Add(Filled(64, i));
            Forget(Slab.MaxBlocks - 1);
            if (i % 5 == 0) Collect();
        }

        Collect();
        for (int i = 0; i < 1000; i++) Filled(64, 200);
        for (int i = 0; i < kept.Count; i++) RequireFilled(kept[i], i);
    }

    /// <summary>A user's finalizer may still read tensors that died with it: slabs are finalized after it.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(100_000)]
    public void What_a_finalizer_reads_is_still_there(int bytes)
    {
        for (int round = 0; round < 20; round++)
        {
            s_read = 0;
            Leave(bytes);
            _cpu.TrimMemory();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Equal(7, Interlocked.Read(ref s_read));
            // what has gone back would be overwritten
            for (int i = 0; i < 40; i++) Filled(bytes, 9);
        }
    }

    /// <summary>Whatever was given back reads as not a number where operands are watched, as in builds for debugging.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void Memory_that_was_given_back_is_poisoned_where_operands_are_watched(int bytes)
    {
        var block = Filled(bytes, 5);
        // the pool keeps the memory, so that it may be looked at
        block.Dispose();
        byte expected = Operands.AreWatched ? byte.MaxValue : (byte)5;
        Assert.Equal(-1, new ReadOnlySpan<byte>(block.Pointer, bytes).IndexOfAnyExcept(expected));
    }

    [Fact]
    public void A_block_that_is_held_and_disposed_comes_back_with_the_last_hold()
    {
        for (int round = 0; round < 2000; round++)
        {
            var block = Take(64);
            for (int i = 0; i < 3; i++) block.Hold();
            Parallel.Invoke(block.Unhold, block.Dispose, block.Unhold, block.Dispose);
            Assert.Equal(64, _cpu.Pool.BytesInUse);
            Assert.Throws<ObjectDisposedException>(block.Hold);
            block.Unhold();
            Assert.Equal(0, _cpu.Pool.BytesInUse);
        }
    }

    /// <summary>
    /// Threads take blocks, fill them with a number of their own, and look after a while whether it is still there; then they dispose the
    /// block, leave that to another thread, or forget it, while the collector comes and free slabs are given back.
    /// </summary>
    [Fact]
    public void No_block_is_used_twice_at_a_time()
    {
        const int Rounds = 30_000;
        using var handedOver = new BlockingCollection<(CpuMemory Block, int Value)>(1000);
        var failures = new ConcurrentQueue<Exception>();
        int running = 4;
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(seed => new Thread(() => Guarded(() => Work(seed)))), new(() => Guarded(TakeOver)), new(() => Guarded(Disturb))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Empty(failures);
        Collect();
        _cpu.TrimMemory();
        Collect();
        _cpu.TrimMemory();
        Assert.Equal((0, 0), (_cpu.Pool.BytesInUse, _cpu.Pool.BytesFree));

        void Work(int seed)
        {
            var random = new Random(seed);
            var held = new Queue<(CpuMemory Block, int Value)>();
            try
            {
                for (int i = 0; i < Rounds; i++)
                {
                    int value = random.Next(255);
                    held.Enqueue((Filled(random.Next(700), value), value));
                    if (held.Count < random.Next(200)) continue;
                    var (block, expected) = held.Dequeue();
                    RequireFilled(block, expected);
                    switch (random.Next(3))
                    {
                        case 0: block.Dispose(); break;
                        case 1: handedOver.Add((block, expected)); break;
                        default: break;
                    }
                }
            }
            finally
            {
                if (Interlocked.Decrement(ref running) == 0) handedOver.CompleteAdding();
            }
        }

        void TakeOver()
        {
            foreach (var (block, value) in handedOver.GetConsumingEnumerable())
            {
                RequireFilled(block, value);
                block.Dispose();
            }
        }

        void Disturb()
        {
            while (Volatile.Read(ref running) > 0)
            {
                GC.Collect(0);
                Thread.Sleep(1);
                _cpu.TrimMemory();
            }
        }

        void Guarded(Action action)
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failures.Enqueue(exception);
                // nobody waits for this thread
                while (handedOver.TryTake(out _)) { }
            }
        }
    }

    private static void RequireFilled(CpuMemory block, int value)
    {
        int at = new ReadOnlySpan<byte>(block.Pointer, (int)block.ByteLength).IndexOfAnyExcept((byte)value);
        if (at >= 0) Assert.Fail($"Byte {at} of a block of {block.ByteLength} is {block.Pointer[at]}; {value} was written.");
        GC.KeepAlive(block);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private CpuMemory Take(int bytes) => (CpuMemory)_cpu.Allocate(bytes);

    private CpuMemory Filled(int bytes, int value)
    {
        var block = Take(bytes);
        new Span<byte>(block.Pointer, (int)block.ByteLength).Fill((byte)value);
        return block;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget(int count)
    {
        for (int i = 0; i < count; i++) Filled(64, 99);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Leave(int bytes)
    {
        // current no longer, so that nothing but the reader holds the slab
        _ = new Reader(Filled(bytes, 7));
        _cpu.TrimMemory();
    }

    private sealed class Reader(CpuMemory block)
    {
        ~Reader() => Interlocked.Exchange(ref s_read, *block.Pointer);
    }
}
