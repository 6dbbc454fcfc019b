using BenchmarkDotNet.Attributes;

namespace NumericsCore.Benchmarks;

/// <summary>What an eager operation on three elements costs, in time and in garbage: its result left to the collector, or disposed.</summary>
[MemoryDiagnoser]
public class EagerBenchmark
{
    private readonly Device _device = Device.CreateCpu(1);
    private readonly Tensor _a;
    private readonly Tensor _b;

    public EagerBenchmark()
    {
        _a = Tensor.From([1f, 2f, 3f], device: _device);
        _b = Tensor.From([4f, 5f, 6f], device: _device);
    }

    [Benchmark(Baseline = true)]
    public void AddAndDispose() => (_a + _b).Dispose();

    [Benchmark]
    public Tensor Add() => _a + _b;

    [Benchmark]
    public Tensor AddNumber() => _a + 1.5;

    [Benchmark]
    public Tensor Relu() => _a.Relu();

    [Benchmark]
    public Tensor Sum() => _a.Sum();
}
