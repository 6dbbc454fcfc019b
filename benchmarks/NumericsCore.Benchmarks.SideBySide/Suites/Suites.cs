using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>The same rows under BenchmarkDotNet, TorchSharp being the baseline.</summary>
internal static class Suites
{
    /// <summary>Runs those that BenchmarkDotNet's arguments choose, in this process: it is the one that has the peer's native library.</summary>
    public static int Run(string[] arguments)
    {
        var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        return BenchmarkSwitcher.FromTypes([typeof(StepSuite), typeof(PredictionSuite), typeof(ProductSuite), typeof(ElementwiseSuite), typeof(ProcessSuite)]).Run(arguments, config).Any() ? 0 : 1;
    }
}
