using BenchmarkDotNet.Attributes;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks;

/// <summary>The kernels of the tool's bench command, at its quick sizes, on every device of the machine. A call is a kernel and the wait for its end.</summary>
[MemoryDiagnoser]
public class KernelBenchmark
{
    private MeasuredDevice _device = null!;
    private PreparedKernel _kernel = null!;
    private int _calls;

    [ParamsSource(nameof(Devices))]
    public string Where { get; set; } = "";

    [ParamsSource(nameof(Kernels))]
    public string Kernel { get; set; } = "";

    public IEnumerable<string> Devices => Device.All.Where(device => device.UnavailableReason is null).Select(device => device.Name);

    public IEnumerable<string> Kernels => BenchKernel.All.SelectMany(kernel => kernel.QuickSizes.Select(size => $"{kernel.Name} {size}"));

    [GlobalSetup]
    public void Setup()
    {
        string[] parts = Kernel.Split(' ');
        _device = MeasuredDevice.Open(Where);
        BenchKernel kernel = BenchKernel.All.First(known => known.Name == parts[0]);
        _kernel = kernel.Prepare(_device.Device, KernelSize.Parse(parts[1]), kernel.Bound == Bound.Copy ? BenchKernel.RotatedBytes(_device) : 0);
    }

    [GlobalCleanup]
    public void Cleanup() => _kernel.Dispose();

    [Benchmark]
    public void Run()
    {
        _kernel.Run(_calls++ & int.MaxValue);
        _device.Gpu?.Synchronize();
    }
}
