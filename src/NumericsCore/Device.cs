using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>Where tensors live and are computed. Every device gives the same bits, unless <see cref="MathMode.Fast"/> is asked for.</summary>
public sealed partial class Device
{
    private const int MaxConstants = 1024;
    private const string FastSuffix = ":fast";

    // not in the type's initializer, whose exceptions hide what is wrong
    private static readonly Lazy<Device> s_cpu = new(static () => CreateCpu(ThreadsFromEnvironment()));

    private readonly Backend _backend;
    private readonly Dictionary<(ElementType, long), Tensor> _constants = [];

    // the device in the other mode; an exact device makes it when it is asked for
    private Device? _otherMode;

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

    /// <summary>How matrix products are rounded: exact, unless <see cref="WithMathMode"/> made the device.</summary>
    public MathMode MathMode { get; private init; }

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

    /// <summary>
    /// The same hardware with another mathematics: a device of its own, to whose tensors <see cref="Tensor.To(Device)"/> brings those of
    /// this one. Asking again gives the same device.
    /// </summary>
    /// <param name="mathMode">How matrix products are rounded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mode is none that is known.</exception>
    /// <exception cref="NotSupportedException"><see cref="MathMode.Fast"/> was asked for, and the device has no tensor cores for it; the message says what it needs.</exception>
    public Device WithMathMode(MathMode mathMode)
    {
        if (mathMode is not (MathMode.Exact or MathMode.Fast))
            throw new ArgumentOutOfRangeException(nameof(mathMode), mathMode, "The mode is neither Exact nor Fast.");
        return mathMode == MathMode ? this : LazyInitializer.EnsureInitialized(ref _otherMode, MakeFast);
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

    /// <summary>This device, which must be an exact GPU, with its products on a matrix unit.</summary>
    internal Device MakeFast(FastGemm products) =>
        new(Info with { Name = Name + FastSuffix }, ((GpuBackend)_backend).With(products)) { MathMode = MathMode.Fast, _otherMode = this };

    private Device MakeFast()
    {
        if (FastGemm.Obstacle(_backend) is { } obstacle)
            throw new NotSupportedException($"MathMode.Fast needs the tensor cores of a CUDA device of compute capability 8.0 or later; {Name}, {Description}, {obstacle}.");
        return MakeFast(new FastGemm<TensorCores> { LeastTiles = FastGemm.LeastTilesOf(((GpuBackend)_backend).Accelerator.NumMultiprocessors) });
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
