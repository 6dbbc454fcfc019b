using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>Fresh processes: the start to the first step, and the README's training, whose peak memory each process prints.</summary>
[SimpleJob(RunStrategy.Monitoring)]
public class ProcessSuite
{
    /// <summary>What the process does.</summary>
    [Params("first-step", "document")]
    public string Work { get; set; } = "";

    /// <summary>The peer's process.</summary>
    [Benchmark(Baseline = true)]
    public double TorchSharp() => ProcessMeter.Run(Work, "peer").PeakBytes;

    /// <summary>Our process.</summary>
    [Benchmark]
    public double NumericsCore() => ProcessMeter.Run(Work, "ours").PeakBytes;
}
