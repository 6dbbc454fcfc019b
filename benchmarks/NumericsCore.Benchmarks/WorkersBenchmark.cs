using System.Numerics;
using BenchmarkDotNet.Attributes;
using NumericsCore.Kernels;

namespace NumericsCore.Benchmarks;

/// <summary>What it costs to share a little work between threads: our pool against <see cref="Parallel"/>.</summary>
[MemoryDiagnoser]
public class WorkersBenchmark : IDisposable
{
    private readonly CpuWorkers _workers = new(Environment.ProcessorCount);
    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
    private float[] _values = [];

    /// <summary>Floats touched: 0.2, 3 and 50 µs of work for one thread.</summary>
    [Params(2 << 10, 32 << 10, 512 << 10)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup() => _values = new float[Count];

    [GlobalCleanup]
    public void Dispose()
    {
        _workers.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void OneThread() => new Doubling(_values).Run(0, Count);

    [Benchmark]
    public void Workers()
    {
        var work = new Doubling(_values);
        _workers.For(Count, Count / 8, ref work);
    }

    [Benchmark]
    public void ParallelFor()
    {
        var work = new Doubling(_values);
        int grain = Count / 8;
        Parallel.For(0, 8, _options, piece => work.Run(piece * grain, (piece + 1) * grain));
    }

    private readonly struct Doubling(float[] values) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            Span<float> part = values.AsSpan((int)start, (int)(end - start));
            for (; part.Length >= Vector<float>.Count; part = part[Vector<float>.Count..])
            {
                var vector = new Vector<float>(part);
                (vector + vector).CopyTo(part);
            }
        }
    }
}
