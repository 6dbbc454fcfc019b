using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NumericsCore.Kernels;
using NumericsCore.Tests.Layers;

namespace NumericsCore.Distributed.Tests;

/// <summary>Gradients that travel in buckets, while those of the layers before are still computed.</summary>
public class OverlapTests
{
    private static readonly Tensor s_x = Tensor.Uniform([60, 300], seed: 1, low: -1);
    private static readonly Tensor s_y = Tensor.From([.. Enumerable.Range(0, 60).Select(static row => (float)(row % 2))], [60, 1]);

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(8, true)]
    public void The_bits_are_those_of_one_process(int processes, bool severalThreads)
    {
        string alone = Train(null);
        var groups = new ConcurrentBag<Watched>();
        string[] hashes = InProcessCommunicator.Run(processes, one =>
        {
            var group = new Watched(one, severalThreads);
            groups.Add(group);
            return Train(group);
        });
        Assert.All(hashes, hash => Assert.Equal(alone, hash));
        Assert.All(groups, group => Assert.Equal(severalThreads, group.FromOtherThreads > 0));
    }

    [Fact]
    public void Buckets_are_sent_before_the_pass_has_ended()
    {
        InProcessCommunicator.Run(2, static one =>
        {
            var model = new Sequential(new Dense(600, Activation.From(new Waits())), new Dense(600), new Dense(600), new Dense(1));
            model.Compile(new Sgd(0.01), new MeanSquaredError());
            var group = new Watched(one, true) { Exchanged = one.Rank == 0 ? static () => Waits.Sent.Set() : null };
            // the first step is recorded, and sends when it has ended
            var watch = new LambdaCallback(onBatchEnd: _ =>
            {
                if (one.Rank != 0) return;
                Waits.Sent.Reset();
                Waits.IsArmed = true;
            });
            model.Fit(s_x, s_y, batchSize: 30, epochs: 1, seed: 3, virtualShards: 2, processes: group, callbacks: [watch]);
            return 0;
        });
        Assert.True(Waits.IsArmed);
        Assert.Equal(0, Waits.InVain);
    }

    [Fact]
    public void What_goes_wrong_in_the_thread_is_thrown_by_the_training()
    {
        var failed = Assert.Throws<AggregateException>(() => InProcessCommunicator.Run(2, static one => Train(new Watched(one, true) { FailsAt = 20 })));
        Assert.All(failed.InnerExceptions, static e => Assert.Equal("the wire is cut", Assert.IsType<TimeZoneNotFoundException>(e).Message));
    }

    [Fact]
    public void Work_in_the_background_is_done_in_order_and_allocates_nothing()
    {
        const int pieces = 3, rounds = 100;
        int done = 0, outOfOrder = 0;
        long before = 0, after = 0;
        using var work = new BackgroundWork(pieces, piece =>
        {
            if (piece != done % pieces) outOfOrder++;
            done++;
            // not in the first round, in which methods are compiled
            if (done == pieces + 1) before = GC.GetAllocatedBytesForCurrentThread();
            if (done == pieces * rounds) after = GC.GetAllocatedBytesForCurrentThread();
        });
        long start = 0;
        for (int round = 0; round < rounds; round++)
        {
            if (round == 1) start = GC.GetAllocatedBytesForCurrentThread();
            for (int ready = 1; ready < pieces; ready++) work.Release(ready);
            work.Finish();
            Assert.True(done == pieces * (round + 1));
        }

        Assert.Equal((0, 0L, 0L), (outOfOrder, after - before, GC.GetAllocatedBytesForCurrentThread() - start));
    }

    [Property]
    public Property Buckets_are_whole_parameters_from_the_last_to_the_first()
    {
        return Prop.ForAll(Gen.ListOf(Gen.Choose(1, 500_000)).Where(static list => list.Count > 0).ToArbitrary(), static lengths =>
        {
            var buffer = ParameterBuffer.Of([.. lengths.Select(static (length, i) => new Parameter(Tensor.Zeros([length]), $"p{i}"))]);
            long total = buffer.Length + 5;
            var buckets = GradientBuckets.Of(buffer, total, isWhole: false);
            if (buckets.Length == 1) Assert.Equal(new ElementRange(0, total), buckets[0]);
            else
            {
                Assert.Equal(new ElementRange(buffer.Length, 5), buckets[^1]);
                long end = buffer.Length;
                foreach (var bucket in buckets[..^1])
                {
                    Assert.Equal(end, bucket.Start + bucket.Count);
                    Assert.Contains((nint)bucket.Start, buffer.Offsets.ToArray());
                    Assert.True(bucket.Count * sizeof(float) >= GradientBuckets.LeastBytes || bucket.Start == 0);
                    end = bucket.Start;
                }

                Assert.Equal(0, end);
            }

            Assert.Equal(new ElementRange(0, total), Assert.Single(GradientBuckets.Of(buffer, total, isWhole: true)));
        });
    }

    private static string Train(IProcessGroup? processes)
    {
        var model = new Sequential(new Dense(1000, Activation.Relu), new Dropout(0.2), new Dense(500, Activation.Relu), new BatchNorm(), new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(0.01) { ClipNorm = 0.5 }, new BinaryCrossEntropy(classWeights: [1, 3]), Metric.Accuracy);
        // a last batch of another size
        model.Fit(s_x, s_y, batchSize: 32, epochs: 2, seed: 5, virtualShards: 8, processes: processes);
        return model.WeightsSha256();
    }

    /// <summary>x, whose gradient is computed when process 0 has sent a bucket of the layers behind; without one, a minute passes.</summary>
    private readonly struct Waits : IUnaryOperation
    {
        public static ManualResetEventSlim Sent { get; } = new();

        public static bool IsArmed { get; set; }

        public static int InVain { get; private set; }

        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 0;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x;

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
        {
            if (IsArmed && !Sent.Wait(InVain > 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1))) InVain++;
            return dy;
        }

        public double Reference(double x) => x;
    }

    /// <summary>Processes whose exchanges are counted by the thread that they come from.</summary>
    private sealed class Watched(IProcessGroup inner, bool severalThreads) : IProcessGroup
    {
        private readonly int _thread = Environment.CurrentManagedThreadId;
        private int _exchanges;

        public int FromOtherThreads { get; private set; }

        public int FailsAt { get; init; } = int.MaxValue;

        public Action? Exchanged { get; set; }

        public int Rank => inner.Rank;

        public int Size => inner.Size;

        public bool AllowsSeveralThreads => severalThreads;

        public void Exchange(ReadOnlySpan<byte> sent, int destination, Span<byte> received, int source)
        {
            if (Environment.CurrentManagedThreadId != _thread)
            {
                FromOtherThreads++;
                if (_exchanges > FailsAt) throw new TimeZoneNotFoundException("the wire is cut");
                Exchanged?.Invoke();
            }

            _exchanges++;
            inner.Exchange(sent, destination, received, source);
        }
    }
}
