using BenchmarkDotNet.Attributes;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>One kind of the table's rows that run in this process.</summary>
[MemoryDiagnoser]
public abstract class RowSuite
{
    private Workload? _work;

    /// <summary>The row.</summary>
    [ParamsSource(nameof(Names))]
    public string Row { get; set; } = "";

    /// <summary>The rows of this suite.</summary>
    public IEnumerable<string> Names => Rows.All.OfType<CallRow>().Where(row => IsHere(row.Kernel)).Select(static row => row.Name);

    /// <summary>Makes the work and compares both results once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var row = Rows.All.OfType<CallRow>().Single(row => row.Name == Row);
        _work = row.Open(row.OneThread ? 1 : Environment.ProcessorCount);
        _work.Check();
    }

    /// <summary>Gives the memory back.</summary>
    [GlobalCleanup]
    public void Cleanup() => _work?.Dispose();

    /// <summary>The peer's time.</summary>
    [Benchmark(Baseline = true)]
    public void TorchSharp() => _work!.Peer();

    /// <summary>Our time.</summary>
    [Benchmark]
    public void NumericsCore() => _work!.Ours();

    /// <summary>Whether rows of this name belong here.</summary>
    protected abstract bool IsHere(string kernel);
}

/// <summary>Training steps.</summary>
public class StepSuite : RowSuite
{
    /// <inheritdoc/>
    protected override bool IsHere(string kernel) => kernel is "training step" or "training loop by hand";
}

/// <summary>Predictions.</summary>
public class PredictionSuite : RowSuite
{
    /// <inheritdoc/>
    protected override bool IsHere(string kernel) => kernel == "prediction (ONNX Runtime)";
}

/// <summary>Matrix products.</summary>
public class ProductSuite : RowSuite
{
    /// <inheritdoc/>
    protected override bool IsHere(string kernel) => kernel == "matrix product";
}

/// <summary>What the memory limits.</summary>
public class ElementwiseSuite : RowSuite
{
    /// <inheritdoc/>
    protected override bool IsHere(string kernel) => kernel is not ("training step" or "training loop by hand" or "prediction (ONNX Runtime)" or "matrix product");
}
