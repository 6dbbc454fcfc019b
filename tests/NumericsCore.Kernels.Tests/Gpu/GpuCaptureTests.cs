namespace NumericsCore.Kernels.Tests;

/// <summary>What a capture keeps apart, which needs no CUDA.</summary>
[Collection(GpuTests.Name)]
public class GpuCaptureTests
{
    [GpuFact]
    public void Only_the_launches_of_the_capturing_thread_go_to_the_capturing_stream()
    {
        var queue = Gpus.All.First().Queue;
        using var stream = queue.Accelerator.CreateStream();
        var usual = queue.Stream;
        using var capture = GpuCapture.Run(queue, stream, () =>
        {
            Assert.Same(stream, queue.Stream);
            ILGPU.Runtime.AcceleratorStream? elsewhere = null;
            var other = new Thread(() => elsewhere = queue.Stream);
            other.Start();
            other.Join();
            Assert.Same(usual, elsewhere);
        });
        Assert.Same(usual, queue.Stream);
    }

    [GpuFact]
    public void Memory_given_back_within_a_capture_serves_nothing_else_until_the_capture_is_released()
    {
        foreach (var backend in Gpus.All)
        {
            using var stream = backend.Accelerator.CreateStream();
            long before = backend.Pool.BytesInUse, within = 0;
            var capture = GpuCapture.Run(backend.Queue, stream, () =>
            {
                var scratch = backend.Allocate(3 << 20);
                within = backend.Pool.BytesInUse;
                scratch.Dispose();
            });
            Assert.True(within - before >= 3 << 20);
            Assert.Equal(within, backend.Pool.BytesInUse);
            capture.Dispose();
            Assert.Equal(before, backend.Pool.BytesInUse);
        }
    }

    [GpuFact]
    public void A_replay_leaves_alone_what_was_allocated_since_the_first()
    {
        const int depth = ReductionOrder.Block * 2 + 1;
        foreach (var backend in Gpus.All)
        {
            using DeviceArray<float> x = new(backend, [.. Enumerable.Repeat(1f, depth)]), sum = new(backend, [0]), product = new(backend, [0]);
            using var recording = Recording.Begin(backend);
            // both take scratch memory, of a few elements
            recording.Reduce<Identity, Sum, float>(x.Slice, sum.Slice, 1, depth, 1, 1);
            recording.Gemm<NoEpilogue, float>(GemmShape.Contiguous(1, 1, depth), x.Slice, x.Slice, product.Slice, default);
            recording.End();
            recording.Replay();
            Slice<float>[] since = [.. Enumerable.Range(0, 64).Select(_ => new Slice<float>(backend.Allocate(sizeof(float)), 0, 1))];
            foreach (var slice in since) backend.Fill(slice, 99f);
            recording.Replay();
            Assert.All(since, static slice => Assert.Equal([99f], slice.ToArray()));
            Assert.Equal((depth, depth), (sum.ToArray()[0], product.ToArray()[0]));
        }
    }

    [GpuFact]
    public void Tables_that_a_captured_step_uses_stay_when_many_others_are_made()
    {
        foreach (var backend in Gpus.All)
        {
            using var stream = backend.Accelerator.CreateStream();
            using var pool = new Tables(backend);
            ILGPU.ArrayView<UpdateTile> kept = default;
            var capture = GpuCapture.Run(backend.Queue, stream, () => kept = pool.For(length: 5));
            for (int length = 10; length < 60; length++) pool.For(length);
            Assert.Equal(kept, pool.For(length: 5));
            capture.Dispose();
        }
    }

    [GpuFact]
    public void A_device_without_graphs_keeps_no_calls()
    {
        foreach (var backend in Gpus.All.Where(backend => backend.Accelerator.AcceleratorType == ILGPU.Runtime.AcceleratorType.OpenCL))
        {
            int made = 0;
            Assert.Null(backend.Capture(() => made++));
            Assert.Equal(0, made);
            Assert.Null(backend.ReplayReport);
        }
    }

    private sealed class Tables(GpuBackend backend) : IDisposable
    {
        private readonly UpdateTables _tables = new(backend.Pool, backend.Queue);

        public ILGPU.ArrayView<UpdateTile> For(int length) => _tables.For([new UpdateSegment(0, length, 0)]);

        public void Dispose() => backend.Synchronize();
    }
}
