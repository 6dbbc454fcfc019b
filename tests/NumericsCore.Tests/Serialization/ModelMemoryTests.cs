using NumericsCore.Kernels;
using NumericsCore.Tests.Memory;
using NumericsCore.Tests.Support;

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

    /// <summary>All memory, in a process of its own: the runtime's, the file's pages and buffers included.</summary>
    [Fact]
    public void At_its_peak_a_process_that_loads_has_the_model_and_64_MiB()
    {
        if (!OperatingSystem.IsLinux()) return;
        // 256 MiB: a second copy of one layer would show
        OwnProcess.Peak("write 256 MiB", _scratch.Path);
        long size = new FileInfo(_scratch.Path).Length;
        Assert.InRange(size, 256 << 20, 257 << 20);
        foreach (string call in (string[])["load", "load and predict"]) Assert.InRange(OwnProcess.Peak(call, _scratch.Path), size - (1 << 20), size + (64 << 20));
    }

    [Fact]
    public void A_model_that_is_built_holds_its_parameters_once()
    {
        var device = Device.CreateCpu(1);
        var pool = ((CpuBackend)device.Backend).Pool;
        // 64 MiB
        var model = new Sequential([.. Enumerable.Range(0, Layers / 2).Select(static _ => new Dense(Width, useBias: false))]);
        model.Build([Width], seed: 1, device: device);
        long size = model.Parameters.Sum(static parameter => parameter.ElementCount) * sizeof(float);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(pool.BytesInUse, size, size + (8 << 20));
        GC.KeepAlive(model);
    }

    public void Dispose() => _scratch.Dispose();
}
