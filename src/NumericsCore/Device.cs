using System.Collections.Concurrent;
using System.Globalization;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>Where tensors live and are computed. Every device gives the same bits, unless a fast <see cref="NumericsCore.MathMode"/> is asked for.</summary>
public sealed partial class Device
{
    private const int MaxConstants = 1024;

    // a system may have fewer, and starts no more then
    private const int MaxThreads = 1024;

    // what a name ends in, by mode
    private static readonly (MathMode Mode, string Suffix)[] s_fastModes = [(MathMode.Fast, ":fast"), (MathMode.FastBFloat16, ":bf16")];

    // not in the type's initializer, whose exceptions hide what is wrong
    private static readonly Lazy<Device> s_cpu = new(static () => CreateCpu(ThreadsFromEnvironment()));

    private readonly Backend _backend;
    // by their bits, those of float32 and those of float64 apart
    private readonly Dictionary<long, Tensor> _constants = [], _doubleConstants = [];
    private DeviceMemory? _userStep;

    // an exact device makes the others when they are asked for
    private readonly ConcurrentDictionary<MathMode, Lazy<Device>> _fast = new();
    private readonly Device? _exact;

    private Device(DeviceInfo info, Backend backend)
    {
        Info = info;
        _backend = backend;
    }

    private Device(Device exact, MathMode mode, Backend backend)
        : this(exact.Info with { Name = exact.Name + s_fastModes.First(fast => fast.Mode == mode).Suffix }, backend) =>
        (_exact, MathMode) = (exact, mode);

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
    public MathMode MathMode { get; }

    /// <summary>Where kernel calls go: to the recording of this thread while there is one, else to the device.</summary>
    internal Backend Backend => Recording.Active is { } recording && recording.Inner == _backend ? recording : _backend;

    /// <summary>
    /// Gives memory back to the system that is kept for later tensors, that of tensors nobody holds any more included. The CPU does so by itself
    /// when it needs a block of another size and keeps over 64 MiB more than is in use; other devices do when they have no memory left.
    /// </summary>
    /// <exception cref="DeviceException">The device failed.</exception>
    public void TrimMemory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _backend.TrimMemory();
    }

    /// <summary>A CPU device of its own with the given number of threads, the caller's included, and the widest vectors that the hardware has.</summary>
    /// <param name="threads">From 1 to 1024.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread, or more than any processor has a use for.</exception>
    public static Device CreateCpu(int threads) => CreateCpu(threads, SimdWidth.Bits);

    /// <summary>The same with vectors of another width, which change no bit: to test that, or to measure. What the hardware lacks is slow.</summary>
    /// <param name="threads">From 1 to 1024.</param>
    /// <param name="vectorBits">512, 256, 128, or 0 for scalars.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread, or more than any processor has a use for; or there are no such vectors.</exception>
    public static Device CreateCpu(int threads, int vectorBits)
    {
        if (threads is < 1 or > MaxThreads)
            throw OutOfRange.Error(nameof(threads), threads, string.Create(CultureInfo.InvariantCulture, $"A CPU device needs from 1 to {MaxThreads} threads."));
        if (vectorBits is not (0 or 128 or 256 or 512))
            throw OutOfRange.Error(nameof(vectorBits), vectorBits, "Vectors have 512, 256 or 128 bits, or 0 for scalars.");
        return new(CpuInfo(threads, vectorBits), new CpuBackend(threads, vectorBits));
    }

    /// <summary>
    /// The same hardware with another mathematics: a device of its own, to whose tensors <see cref="Tensor.To(Device)"/> brings those of
    /// this one. Asking again gives the same device.
    /// </summary>
    /// <param name="mathMode">How matrix products are rounded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mode is none that is known.</exception>
    /// <exception cref="NotSupportedException">A fast mode was asked for, and the device does not have it; the message says what it needs.</exception>
    public Device WithMathMode(MathMode mathMode)
    {
        if (!Enum.IsDefined(mathMode))
            throw OutOfRange.Error(nameof(mathMode), mathMode, $"The mode is none of {string.Join(", ", Enum.GetNames<MathMode>())}.");
        if (mathMode == MathMode) return this;
        if (_exact is not null) return _exact.WithMathMode(mathMode);
        if (!Has(mathMode))
            throw new NotSupportedException($"MathMode.{mathMode} {_backend.UnavailableReason(PrecisionOf(mathMode), $"{Name}, {Description}")}.");
        return MakeFast(mathMode, backend => backend.With(PrecisionOf(mathMode)));
    }

    /// <summary>Whether this device, which is an exact one, can be had in a mode.</summary>
    internal bool Has(MathMode mode) => mode == MathMode.Exact || _fast.ContainsKey(mode) || _backend.UnavailableReason(PrecisionOf(mode), Name) is null;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A scalar tensor for use as an operand, made once for each value; a step that is recorded finds it made.</summary>
    internal Tensor Constant(double value, ElementType elementType)
    {
        var constants = elementType == ElementType.Float32 ? _constants : _doubleConstants;
        long key = BitConverter.DoubleToInt64Bits(value);
        lock (_constants)
        {
            if (constants.TryGetValue(key, out var known)) return known;
            var memory = _backend.Allocate(elementType.ByteSize());
            if (elementType == ElementType.Float32) _backend.Fill(new Slice<float>(memory, 0, 1), (float)value);
            else _backend.Fill(new Slice<double>(memory, 0, 1), value);
            var constant = Tensor.Constant(memory, this, elementType, value);
            if (constants.Count < MaxConstants) constants.Add(key, constant);
            return constant;
        }
    }

    /// <summary>
    /// Where the random numbers of a user's seed and stream start: at the last RNG step, which the library's own samples do
    /// not reach. Initial values are sampled at RNG step 0, each dropout mask at a step of its own.
    /// </summary>
    internal RandomAddress UserStream(ulong seed, uint stream)
    {
        lock (_constants)
        {
            if (_userStep is null)
            {
                _userStep = _backend.Allocate(sizeof(uint));
                _backend.Upload([uint.MaxValue], new Slice<uint>(_userStep, 0, 1));
            }

            return new RandomAddress(seed, stream, new Slice<uint>(_userStep, 0, 1));
        }
    }

    /// <summary>This device, which must be an exact one, in a fast mode, with the backend that is made of its own. Asking again gives the same device.</summary>
    internal Device MakeFast(MathMode mode, Func<Backend, Backend> make) => _fast.GetOrAdd(mode, _ => new(() => new Device(this, mode, make(_backend)))).Value;

    private static GemmPrecision PrecisionOf(MathMode mode) => mode switch
    {
        MathMode.Fast => GemmPrecision.Tf32,
        MathMode.FastBFloat16 => GemmPrecision.BFloat16,
        _ => GemmPrecision.Exact,
    };

    private static DeviceInfo CpuInfo(int threads, int simdBits)
    {
        string lanes = simdBits == 0 ? "scalar" : $"{simdBits}-bit SIMD";
        return new DeviceInfo("cpu", $"CPU, {threads} thread{(threads == 1 ? "" : "s")}, {lanes}", "CPU",
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, threads, $".NET {Environment.Version}", null);
    }

    private static int ThreadsFromEnvironment()
    {
        string? asked = Environment.GetEnvironmentVariable("NUMERICSCORE_THREADS");
        if (string.IsNullOrEmpty(asked)) return Math.Min(Environment.ProcessorCount, MaxThreads);
        if (int.TryParse(asked, NumberStyles.Integer, CultureInfo.InvariantCulture, out int threads) && threads is >= 1 and <= MaxThreads) return threads;
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"NUMERICSCORE_THREADS is '{asked}'; expected a whole number from 1 to {MaxThreads}."));
    }
}
