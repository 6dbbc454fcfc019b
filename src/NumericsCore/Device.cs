using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>Where tensors live and are computed. Every device gives the same bits.</summary>
public sealed partial class Device
{
    private const int MaxConstants = 1024;

    // not in the type's initializer, whose exceptions hide what is wrong
    private static readonly Lazy<Device> s_cpu = new(static () => CreateCpu(ThreadsFromEnvironment()));

    private readonly Backend _backend;
    private readonly Dictionary<(ElementType, long), Tensor> _constants = [];

    private Device(DeviceInfo info, Backend backend)
    {
        Info = info;
        _backend = backend;
    }

    /// <summary>
    /// The CPU: managed SIMD code on all cores; nothing has to be installed. The environment variable NUMERICSCORE_THREADS sets the
    /// number of threads, NUMERICSCORE_SIMD the lane width in bits (512, 256, 128, or 0 for scalars). Neither changes a result.
    /// </summary>
    /// <exception cref="InvalidOperationException">One of these variables has a value that is none of those.</exception>
    public static Device Cpu => s_cpu.Value;

    /// <summary>The short name that selects the device, such as "cpu" or "opencl:0".</summary>
    public string Name => Info.Name;

    /// <summary>What the device is, for people.</summary>
    public string Description => Info.Description;

    /// <summary>What is known of the device.</summary>
    public DeviceInfo Info { get; }

    /// <summary>Where kernel calls go: to the recording of this thread while there is one, else to the device.</summary>
    internal Backend Backend => Recording.Active is { } recording && recording.Inner == _backend ? recording : _backend;

    /// <summary>A CPU device of its own with the given number of threads, the caller's included.</summary>
    /// <param name="threads">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    public static Device CreateCpu(int threads)
    {
        if (threads < 1)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, "A CPU device needs at least 1 thread.");
        return CreateCpu(threads, SimdWidth.Bits);
    }

    internal static Device CreateCpu(int threads, int simdBits) => new(CpuInfo(threads, simdBits), new CpuBackend(threads, simdBits));

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A scalar tensor for use as an operand, made once for each value; a step that is recorded finds it made.</summary>
    internal Tensor Constant(double value, ElementType elementType)
    {
        var key = (elementType, BitConverter.DoubleToInt64Bits(value));
        lock (_constants)
        {
            if (_constants.TryGetValue(key, out var known)) return known;
            var memory = _backend.Allocate(elementType.ByteSize());
            if (elementType == ElementType.Float32) _backend.Fill(new Slice<float>(memory, 0, 1), (float)value);
            else _backend.Fill(new Slice<double>(memory, 0, 1), value);
            var constant = Tensor.Constant(memory, this, elementType, value);
            if (_constants.Count < MaxConstants) _constants.Add(key, constant);
            return constant;
        }
    }

    private static DeviceInfo CpuInfo(int threads, int simdBits)
    {
        string lanes = simdBits == 0 ? "scalar" : $"{simdBits}-bit SIMD";
        return new DeviceInfo("cpu", $"CPU, {threads} thread{(threads == 1 ? "" : "s")}, {lanes}", "CPU",
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, threads, $".NET {Environment.Version}", null);
    }

    private static int ThreadsFromEnvironment()
    {
        string? asked = Environment.GetEnvironmentVariable("NUMERICSCORE_THREADS");
        if (string.IsNullOrEmpty(asked)) return Environment.ProcessorCount;
        if (int.TryParse(asked, out int threads) && threads >= 1) return threads;
        throw new InvalidOperationException($"NUMERICSCORE_THREADS is '{asked}'; expected a whole number of at least 1.");
    }
}
