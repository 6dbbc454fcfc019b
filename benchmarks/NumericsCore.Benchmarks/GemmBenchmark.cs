using BenchmarkDotNet.Attributes;
using NumericsCore.Kernels;

namespace NumericsCore.Benchmarks;

/// <summary>Matrix products of the shapes that training takes, and square ones.</summary>
[MemoryDiagnoser]
public class GemmBenchmark
{
    private GemmProduct _product = null!;
    private CpuBackend _backend = null!;

    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    public IEnumerable<string> Shapes => GemmTable.Shapes.Select(shape => $"{shape.Kind} {shape.M} {shape.N} {shape.K}");

    [GlobalSetup]
    public void Setup()
    {
        (string kind, int m, int n, int k) = GemmTable.Shapes.First(shape => $"{shape.Kind} {shape.M} {shape.N} {shape.K}" == Shape);
        _backend = new CpuBackend(Threads, SimdWidth.Bits);
        _product = new GemmProduct(_backend, kind, m, n, k);
    }

    [GlobalCleanup]
    public void Cleanup() => _backend.Workers.Dispose();

    [Benchmark]
    public void Product() => _product.Run();
}
