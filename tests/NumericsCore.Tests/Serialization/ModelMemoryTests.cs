using NumericsCore.Kernels;
using NumericsCore.Tests.Memory;

namespace NumericsCore.Tests.Serialization;

/// <summary>What a model takes that is loaded to predict.</summary>
[Collection(Alone.Name)]
public sealed class ModelMemoryTests : IDisposable
{
    private const int Width = 2048;
    private const int Layers = 8;

    private readonly ScratchFile _scratch = new();

    [Fact]
    public void Loading_takes_the_parameters_and_little_more()
    {
        // 128 MiB
        var model = new Sequential([.. Enumerable.Range(0, Layers).Select(static _ => new Dense(Width, useBias: false))]);
        model.Build([Width], seed: 1);
        model.Save(_scratch.Path);
        long size = new FileInfo(_scratch.Path).Length, managed = GC.GetAllocatedBytesForCurrentThread();
        var device = Device.CreateCpu(1);
        var loaded = Model.Load(_scratch.Path, device);
        var pool = ((CpuBackend)device.Backend).Pool;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - managed, 0, 4 << 20);
        Assert.InRange(pool.BytesInUse, size - (1 << 20), size + (8 << 20));
        Assert.Equal(model.WeightsSha256(), loaded.WeightsSha256());
        loaded.Predict(Tensor.Ones([2, Width], device: device));
        Assert.InRange(pool.BytesInUse, size - (1 << 20), size + (8 << 20));
    }

    public void Dispose() => _scratch.Dispose();
}
