using System.Diagnostics;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

public class CpuWorkersTests
{
    [Property(MaxTest = 200)]
    public Property Each_index_is_computed_once_in_ranges_of_whole_grains() => Prop.ForAll(
        Gen.Choose(0, 3000).ToArbitrary(), Gen.Choose(1, 700).ToArbitrary(), Gen.Elements(1, 2, 3, 7).ToArbitrary(), (count, grain, threads) =>
        {
            using var workers = new CpuWorkers(threads);
            var counts = new int[count];
            var work = new Counting(counts, grain);
            workers.For(count, grain, ref work);
            return counts.All(times => times == 1);
        });

    [Fact]
    public void Many_calls_in_a_row_lose_no_range()
    {
        using var workers = new CpuWorkers(4);
        var counts = new int[64];
        var work = new Counting(counts, 1);
        for (int call = 0; call < 20_000; call++) workers.For(counts.Length, 1, ref work);
        Assert.All(counts, times => Assert.Equal(20_000, times));
    }

    [Fact]
    public void Helpers_that_went_to_sleep_wake_for_the_next_call()
    {
        using var workers = new CpuWorkers(3);
        for (int call = 0; call < 20; call++)
        {
            var meeting = new Meeting(3);
            workers.For(3, 1, ref meeting);
            Thread.Sleep(5);
        }
    }

    [Fact]
    public void A_caller_that_waits_for_late_helpers_finds_all_ranges_done()
    {
        using var workers = new CpuWorkers(3);
        var counts = new int[6];
        for (int call = 1; call <= 5000; call++)
        {
            // around the time after which the caller sleeps
            var work = new Late(counts, Environment.CurrentManagedThreadId, TimeSpan.FromMicroseconds(call % 150));
            workers.For(counts.Length, 1, ref work);
            Assert.All(counts, times => Assert.Equal(call, times));
        }
    }

    [Fact]
    public void Callers_at_the_same_time_all_get_their_work_done()
    {
        using var workers = new CpuWorkers(3);
        var callers = new Thread[4];
        var counts = new int[callers.Length][];
        for (int index = 0; index < callers.Length; index++)
        {
            int[] own = counts[index] = new int[50];
            callers[index] = new Thread(() =>
            {
                var work = new Counting(own, 1);
                for (int call = 0; call < 2_000; call++) workers.For(own.Length, 1, ref work);
            });
        }

        foreach (Thread caller in callers) caller.Start();
        foreach (Thread caller in callers) caller.Join();
        Assert.All(counts, own => Assert.All(own, times => Assert.Equal(2_000, times)));
    }

    [Fact]
    public void A_call_made_inside_a_range_runs_on_the_thread_that_makes_it()
    {
        using var workers = new CpuWorkers(3);
        var inner = new int[40];
        var outer = new Nesting(workers, inner);
        workers.For(10, 1, ref outer);
        Assert.All(inner, times => Assert.Equal(10, times));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void An_exception_reaches_the_caller_after_all_ranges_in_progress_are_done(int threads)
    {
        using var workers = new CpuWorkers(threads);
        var running = new StrongBox<int>();
        for (int call = 0; call < 200; call++)
        {
            var work = new Throwing(running, 7);
            var thrown = Assert.Throws<InvalidDataException>(() => workers.For(16, 1, ref work));
            Assert.Equal("range 7", thrown.Message);
            Assert.Equal(0, Volatile.Read(ref running.Value));
        }

        var counts = new int[16];
        var after = new Counting(counts, 1);
        workers.For(16, 1, ref after);
        Assert.All(counts, times => Assert.Equal(1, times));
    }

    [Fact]
    public void When_several_ranges_throw_the_caller_gets_the_first()
    {
        using var workers = new CpuWorkers(2);
        var first = new StrongBox<int>(-1);
        for (int call = 0; call < 50; call++)
        {
            first.Value = -1;
            var work = new AllThrowing(workers, first, new Meeting(2));
            var thrown = Assert.Throws<InvalidDataException>(() => workers.For(2, 1, ref work));
            Assert.Equal($"range {first.Value}", thrown.Message);
        }
    }

    [Fact]
    public void One_thread_means_the_callers()
    {
        using var workers = new CpuWorkers(1);
        var threads = new int[100];
        var work = new Naming(threads);
        workers.For(100, 1, ref work);
        Assert.All(threads, thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    }

    [Fact]
    public void Helpers_are_background_threads_with_a_name()
    {
        using var workers = new CpuWorkers(2);
        var seen = new Thread[2];
        var work = new Introducing(seen, new Meeting(2));
        workers.For(2, 1, ref work);
        Thread helper = Assert.Single(seen, thread => thread != Thread.CurrentThread);
        Assert.Equal("NumericsCore worker", helper.Name);
        Assert.True(helper.IsBackground);
    }

    [Fact]
    public void Dispose_ends_the_helpers()
    {
        var workers = new CpuWorkers(2);
        Thread helper = Helper(workers);
        workers.Dispose();
        Assert.True(helper.Join(TimeSpan.FromSeconds(60)));
        var work = new Counting(new int[2], 1);
        Assert.Throws<ObjectDisposedException>(() => workers.For(2, 1, ref work));
    }

    [Fact]
    public void Workers_that_nobody_holds_are_collected_and_their_helpers_end()
    {
        Thread helper = Forgotten();
        var waiting = Stopwatch.StartNew();
        while (helper.IsAlive && waiting.Elapsed < TimeSpan.FromSeconds(60))
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(1);
        }

        Assert.False(helper.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Thread Forgotten() => Helper(new CpuWorkers(2));
    }

    [Fact]
    public void The_helpers_of_an_idle_pool_sleep()
    {
        using var workers = new CpuWorkers(3);
        var work = new Meeting(3);
        workers.For(3, 1, ref work);
        Assert.True(SpinWait.SpinUntil(() => workers.SleepingHelpers == 2, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        using var workers = new CpuWorkers(2);
        var work = new Counting(new int[64], 1);
        for (int warm = 0; warm < 3; warm++) workers.For(64, 1, ref work);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < 100; call++) workers.For(64, 1, ref work);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Equal("threads", Assert.Throws<ArgumentOutOfRangeException>(() => new CpuWorkers(0)).ParamName);
        using var workers = new CpuWorkers(2);
        var work = new Counting(new int[2], 1);
        Assert.Equal("grain", Assert.Throws<ArgumentOutOfRangeException>(() => workers.For(2, 0, ref work)).ParamName);
    }

    private static Thread Helper(CpuWorkers workers)
    {
        var seen = new Thread[2];
        var work = new Introducing(seen, new Meeting(2));
        workers.For(2, 1, ref work);
        return seen.Single(thread => thread != Thread.CurrentThread);
    }

    private readonly struct Counting(int[] counts, int grain) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            if (start % grain != 0 || (end % grain != 0 && end != counts.Length)) throw new InvalidOperationException($"The range [{start}, {end}) is no multiple of {grain}.");
            for (nint i = start; i < end; i++) Interlocked.Increment(ref counts[i]);
        }
    }

    /// <summary>Ranges that end only when as many threads as expected are inside one.</summary>
    private readonly struct Late(int[] counts, int caller, TimeSpan delay) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            long began = Stopwatch.GetTimestamp();
            while (Environment.CurrentManagedThreadId != caller && Stopwatch.GetElapsedTime(began) < delay) Thread.SpinWait(1);
            for (nint i = start; i < end; i++) counts[i]++;
        }
    }

    private readonly struct Meeting(int expected) : IRangeWork
    {
        private readonly StrongBox<int> _missing = new(expected);

        public void Run(nint start, nint end)
        {
            StrongBox<int> missing = _missing;
            Interlocked.Decrement(ref missing.Value);
            if (!SpinWait.SpinUntil(() => Volatile.Read(ref missing.Value) <= 0, TimeSpan.FromSeconds(60)))
                throw new TimeoutException($"{missing.Value} threads did not come.");
        }
    }

    private readonly struct Nesting(CpuWorkers workers, int[] counts) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            for (nint i = start; i < end; i++)
            {
                var threads = new int[counts.Length];
                var inner = new Naming(threads);
                workers.For(threads.Length, 1, ref inner);
                Assert.All(threads, thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
                var counting = new Counting(counts, 1);
                workers.For(counts.Length, 1, ref counting);
            }
        }
    }

    private readonly struct Throwing(StrongBox<int> running, int bad) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            Interlocked.Increment(ref running.Value);
            try
            {
                if (start <= bad && bad < end) throw new InvalidDataException($"range {bad}");
                Thread.SpinWait(100);
            }
            finally
            {
                Interlocked.Decrement(ref running.Value);
            }
        }
    }

    private readonly struct AllThrowing(CpuWorkers workers, StrongBox<int> first, Meeting meeting) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            meeting.Run(start, end);
            // the other throws when this one has left
            if (Interlocked.CompareExchange(ref first.Value, (int)start, -1) != -1)
            {
                while (!workers.HasFailed) Thread.Yield();
            }

            throw new InvalidDataException($"range {start}");
        }
    }

    private readonly struct Naming(int[] threads) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            for (nint i = start; i < end; i++) threads[i] = Environment.CurrentManagedThreadId;
        }
    }

    private readonly struct Introducing(Thread[] threads, Meeting meeting) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            threads[start] = Thread.CurrentThread;
            meeting.Run(start, end);
        }
    }
}
