using NumericsCore.Kernels;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Memory;

[Collection(Alone.Name)]
public class ConstantMemoryTests
{
    private readonly Device _device = Device.CreateCpu(1);

    private CpuMemoryPool Pool => ((CpuBackend)_device.Backend).Pool;

    /// <summary>
    /// Nobody disposes anything. Once a garbage collection has come and gone, the pool serves new tensors from the memory of those
    /// that nobody holds, so what it and the process hold after a tenth of the steps is about what they hold after all of them. A
    /// million steps would show the same: between collections nothing remembers how many there were.
    /// </summary>
    [Fact]
    public void Two_hundred_thousand_steps_run_in_constant_memory()
    {
        var x = Tensor.Uniform([4, 8], 1, device: _device);
        var weight = new Parameter(Tensor.Uniform([8, 4], 2, device: _device));
        var (pooled, resident) = Steps(20_000);
        var (pooledLater, residentLater) = Steps(180_000);
        Assert.True(pooledLater <= 2 * pooled + 16, $"the pool has {pooled} MiB after 20,000 steps, {pooledLater} MiB after 200,000");
        Assert.True(residentLater <= resident + 64, $"the process has {resident} MiB after 20,000 steps, {residentLater} MiB after 200,000");

        (long Pool, long Process) Steps(int count)
        {
            for (int i = 0; i < count; i++)
            {
                weight.ClearGradient();
                x.MatMul(weight).Relu().Sum().Backward();
            }

            GC.Collect();
            return ((Pool.BytesInUse + Pool.BytesFree) >> 20, Environment.WorkingSet >> 20);
        }
    }

    /// <summary>A round of blocks that the caches still hold, and no search of the whole heap, which a program with much managed memory would wait for.</summary>
    [Theory]
    [InlineData(1 << 10, 40_000)]
    [InlineData(1 << 18, 1000)]
    [InlineData(1 << 20, 500)]
    [InlineData(3 << 20, 200)]
    public void Young_tensors_that_nobody_holds_are_found_by_small_collections_and_used_again(int elements, int rounds)
    {
        var x = Tensor.Ones([elements], device: _device);
        Round();
        int full = GC.CollectionCount(2);
        for (int i = 0; i < rounds; i++) Round();
        Assert.InRange(GC.CollectionCount(2) - full, 0, 2);
        // two live ones, and one more that brings the round to its end
        long round = (32L << 20) + 4 * x.Memory.ByteLength;
        Assert.InRange(Pool.BytesInUse + Pool.BytesFree, 0, round);

        void Round() => (x + x).Relu();
    }

    [Fact]
    public void Memory_that_nobody_holds_is_used_again_before_more_is_taken()
    {
        const long Size = 4 << 20;
        // 2 GiB in all
        for (int i = 0; i < 512; i++) Tensor.Empty(_device, ElementType.Float32, [(int)Size / sizeof(float)]);
        long total = Pool.BytesInUse + Pool.BytesFree;
        Assert.True(total <= 256L << 20, $"{total >> 20} MiB taken for tensors of 4 MiB that nobody holds");
    }

    [Fact]
    public void So_it_is_beside_much_that_is_held()
    {
        const int Count = 1 << 20;
        Tensor[] held = [.. Enumerable.Range(0, 25).Select(_ => Tensor.Empty(_device, ElementType.Float32, [Count]))];
        // 2 GiB in all
        for (int i = 0; i < 512; i++) Tensor.Empty(_device, ElementType.Float32, [Count]);
        long total = Pool.BytesInUse + Pool.BytesFree;
        Assert.True(total <= 200L << 20, $"{total >> 20} MiB taken for tensors of 4 MiB that nobody holds, beside 100 MiB of {held.Length} that are held");
        GC.KeepAlive(held);
    }

    [Fact]
    public void Values_that_are_held_survive_while_their_neighbours_are_reused()
    {
        var kept = new List<Tensor>();
        var parameter = new Parameter(Tensor.Full([100], 7, device: _device));
        for (int i = 0; i < 3000; i++)
        {
            var made = Tensor.Full([1000], i, device: _device) + 1;
            if (i % 100 == 0) kept.Add(made.Reshape(10, 100)[3]);
            if (i % 500 == 0)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        for (int i = 0; i < kept.Count; i++) Assert.All(kept[i].ToArray<float>(), value => Assert.Equal(100 * i + 1, value));
        Assert.All(parameter.ToArray<float>(), static value => Assert.Equal(7, value));
    }

    [Fact]
    public void A_recording_keeps_the_memory_of_disposed_and_forgotten_tensors()
    {
        var x = Tensor.Full([1000], 3, device: _device);
        var recording = Recording.Begin(_device.Backend);
        var result = Compute(x);
        recording.End();
        recording.KeepInPlace([result]);

        // whatever the recording did not hold would now be overwritten
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Tensor[] others = [.. Enumerable.Range(0, 20).Select(_ => Tensor.Full([1000], -1, device: _device))];
        x.FillWith(5);
        recording.Replay();
        Assert.All(result.ToArray<float>(), static value => Assert.Equal(36, value));
        Assert.All(others, static other => Assert.All(other.ToArray<float>(), static value => Assert.Equal(-1, value)));

        long held = Pool.BytesInUse;
        recording.Dispose();
        Assert.True(Pool.BytesInUse < held, "the disposed tensor's memory did not go back");

        static Tensor Compute(Tensor x)
        {
            using var sum = x + 1;
            return sum * (x + 1);
        }
    }

    /// <summary>What a layer keeps of the steps of a training, the last and smaller one of the epoch among them, keeps nothing else of these steps.</summary>
    [Fact]
    public void A_tensor_kept_of_a_training_keeps_no_more_than_its_own_memory()
    {
        List<Tensor> kept = [];
        // makes the constants of the device
        Trained(null);
        var (model, without) = Trained(null);
        var (other, with) = Trained(kept);
        Assert.Equal(2, kept.Count);
        Assert.InRange(with - without, 0, 1024);
        GC.KeepAlive(model);
        GC.KeepAlive(other);

        (Model Model, long Bytes) Trained(List<Tensor>? keeper)
        {
            long before = Settled();
            var trained = Fit(keeper);
            return (trained, Settled() - before);
        }

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        Sequential Fit(List<Tensor>? keeper)
        {
            var x = Make.Random([600, 16], elementType: ElementType.Float32, device: _device);
            var fitted = new Sequential(new Dense(256, Activation.Relu), new MeanKeeper(keeper), new Dense(1));
            fitted.Compile(new Adam(), new MeanSquaredError());
            fitted.Fit(x, x[.., 0], batchSize: 400);
            return fitted;
        }

        long Settled()
        {
            for (int i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            return Pool.BytesInUse;
        }
    }

    [Fact]
    public void A_model_that_nobody_holds_gives_its_memory_back()
    {
        Train();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.True(Pool.BytesInUse < 1 << 20, $"{Pool.BytesInUse} bytes are still in use");

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        void Train()
        {
            var x = Make.Random([64, 256], elementType: ElementType.Float32, device: _device);
            var model = new Sequential(new Dense(1024, Activation.Relu), new Dense(1));
            model.Compile(new Adam(), new MeanSquaredError());
            model.Fit(x, x[.., 0], batchSize: 30, epochs: 3);
            Assert.True(Pool.BytesInUse > 3 << 20);
        }
    }

    private sealed class MeanKeeper(List<Tensor>? kept) : Layer
    {
        public override bool IsReplayable => true;

        protected override Tensor Forward(Tensor input, ForwardContext context)
        {
            if (context.IsTraining) kept?.Add(input.Detach().Mean());
            return input;
        }
    }
}
