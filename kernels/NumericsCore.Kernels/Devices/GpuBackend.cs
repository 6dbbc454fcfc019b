using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace NumericsCore.Kernels;

/// <summary>
/// The memory of an OpenCL or a CUDA device and kernels on it, through ILGPU. Calls from several threads are queued in the order in which they come; only <see cref="Download"/> and <see cref="Upload"/> wait.
/// </summary>
internal sealed partial class GpuBackend : Backend, IDisposable
{
    private readonly GpuMemoryPool _pool;
    private readonly GpuQueue _queue;
    private readonly MemoryBuffer _words;
    private readonly GpuFaults _faults;
    private readonly Lazy<GpuSelfTest> _selfTest;

    /// <param name="accelerator">A device of a <see cref="GpuContext"/>; it is disposed with the backend.</param>
    /// <param name="isCpuDevice">Whether to treat it as a processor, as <see cref="GpuQueue.IsCpuDevice"/> says.</param>
    public GpuBackend(Accelerator accelerator, bool isCpuDevice)
    {
        _queue = new GpuQueue(accelerator, isCpuDevice);
        _pool = new GpuMemoryPool(accelerator);
        // a word that stays 0, and where kernels note what went wrong
        _words = accelerator.AllocateRaw((1 + GpuFaults.Words) * sizeof(long), 1);
        _words.AsRawArrayView().MemSetToZero(_queue.Stream);
        _faults = new GpuFaults(_words.View<long>(1, GpuFaults.Words));
        UpdateTables = new UpdateTables(_pool, _queue);
        _selfTest = new Lazy<GpuSelfTest>(() => GpuSelfTest.Run(this));
        TileRule = GemmTileRule.For(accelerator);
    }

    private GpuBackend(GpuBackend exact, GemmTileRule tileRule, FastGemm? fastGemm)
    {
        (_pool, _queue, _words, _faults, UpdateTables, _selfTest) = (exact._pool, exact._queue, exact._words, exact._faults, exact.UpdateTables, exact._selfTest);
        (TileRule, FastGemm) = (tileRule, fastGemm);
    }

    /// <summary>The device.</summary>
    public Accelerator Accelerator => _queue.Accelerator;

    /// <summary>The stream and the kernels.</summary>
    public GpuQueue Queue => _queue;

    /// <summary>The device's memory.</summary>
    public GpuMemoryPool Pool => _pool;

    /// <summary>Which tiles exact products take.</summary>
    public GemmTileRule TileRule { get; }

    /// <summary>What computes products of float32 in a matrix unit; null where they are exact.</summary>
    public FastGemm? FastGemm { get; }

    /// <summary>The segments of optimizer steps, in the device's memory.</summary>
    public UpdateTables UpdateTables { get; }

    /// <summary>What kernels noted.</summary>
    public GpuFaults Faults => _faults;

    /// <summary>What the device computes exactly; tested when first asked for.</summary>
    public GpuSelfTest SelfTest => _selfTest.Value;

    /// <summary>Whether the device computes in float64 at all.</summary>
    public bool HasFloat64 => Accelerator.Capabilities is not ILGPU.Runtime.OpenCL.CLCapabilityContext { Float64: false };

    public override string? UnavailableReason(GemmPrecision precision, string device) =>
        precision == GemmPrecision.Exact ? null : FastGemm.UnavailableReason((Accelerator as CudaAccelerator)?.Architecture, device);

    public override Backend With(GemmPrecision precision)
    {
        long minTiles = FastGemm.MinTilesOf(Accelerator.NumMultiprocessors);
        return precision switch
        {
            GemmPrecision.Tf32 => With(new FastGemm<TensorCores<Tf32>> { MinTiles = minTiles }),
            GemmPrecision.BFloat16 => With(new FastGemm<TensorCores<BFloat16>> { MinTiles = minTiles }),
            _ => this,
        };
    }

    /// <summary>The same device with the same memory, where a matrix unit computes the products of float32. Only this backend is to be disposed.</summary>
    public GpuBackend With(FastGemm fastGemm) => new(this, TileRule, fastGemm);

    /// <summary>The same device with the same memory, where exact products take other tiles. Only this backend is to be disposed.</summary>
    public GpuBackend With(GemmTileRule tileRule) => new(this, tileRule, FastGemm);

    /// <summary>Where a kernel reads the step of its random numbers: a word that stays 0 where the address has none.</summary>
    public ArrayView<uint> StepOf(in RandomAddress address) => address.Step is { } step ? step.View<uint, uint>() : _words.View<uint>(0, 1);

    /// <summary>Runs a kernel in the lane of its elements: the one place where a type of element becomes a type of lane.</summary>
    /// <exception cref="DeviceException">The driver refused the launch.</exception>
    public void RunInLane<TOperands, TKernel>(in TOperands operands, in TKernel kernel)
        where TOperands : struct, IOperands<TOperands> where TKernel : struct, IKernel<TOperands>
    {
        try
        {
            if (TOperands.ElementType == typeof(double)) kernel.RunOn<GpuDouble>(this, operands);
            else kernel.RunOn<GpuSingle>(this, operands);
        }
        catch (AcceleratorException exception)
        {
            throw DeviceException.OfLaunch<TOperands, TKernel>(Accelerator, operands, exception);
        }
    }

    public override DeviceMemory Allocate(nint byteLength)
    {
        var (buffer, capacity) = _pool.Take(byteLength);
        return new GpuMemory(this, _pool, buffer, capacity);
    }

    public override void Upload<T>(ReadOnlySpan<T> source, Slice<T> destination)
    {
        if (source.Length > destination.Length)
            throw new ArgumentException($"There are {source.Length} elements for a slice of {destination.Length}.", nameof(source));
        destination.Memory.IsWritten = true;
        GpuQueue.CountUpload();
        var view = destination.View<T, T>().SubView(0, source.Length);
        try
        {
            view.CopyFromCPU(_queue.Stream, source);
        }
        catch (AcceleratorException exception)
        {
            throw DeviceException.Of(Accelerator, FormattableString.Invariant($"an upload of {source.Length} elements"), exception);
        }

        GC.KeepAlive(destination.Memory);
    }

    public override void Download<T>(Slice<T> source, Span<T> destination)
    {
        if (destination.Length < source.Length)
            throw new ArgumentException($"There is room for {destination.Length} of {source.Length} elements.", nameof(destination));
        var view = source.View<T, T>();
        try
        {
            view.CopyToCPU(_queue.Stream, destination[..checked((int)source.Length)]);
            _faults.Check(_queue.Stream);
        }
        // mostly of a kernel that ran before: what a device does wrong is found by whoever waits for it
        catch (AcceleratorException exception)
        {
            throw DeviceException.Of(Accelerator, FormattableString.Invariant($"a download of {source.Length} elements"), exception);
        }

        GC.KeepAlive(source.Memory);
    }

    /// <summary>Waits until all kernels queued so far are done.</summary>
    /// <exception cref="DeviceException">The device failed.</exception>
    public void Synchronize()
    {
        try
        {
            _queue.Stream.Synchronize();
        }
        catch (AcceleratorException exception)
        {
            throw DeviceException.Of(Accelerator, "a wait for its work", exception);
        }
    }

    /// <summary>Has the driver do what no method here does, such as a launch outside of <see cref="Backend.Run"/>.</summary>
    /// <param name="operation">What is asked of it, for messages, as a noun with its article.</param>
    /// <param name="call">Asks for it.</param>
    /// <exception cref="DeviceException">The driver refused.</exception>
    public TResult Ask<TResult>(string operation, Func<TResult> call)
    {
        try
        {
            return call();
        }
        catch (AcceleratorException exception)
        {
            throw DeviceException.Of(Accelerator, operation, exception);
        }
    }

    /// <inheritdoc cref="Ask{TResult}"/>
    public void Ask(string operation, Action call) => Ask(operation, () =>
    {
        call();
        return true;
    });

    public override void TrimMemory()
    {
        // work that is queued may still use a block whose tensor is gone
        Synchronize();
        _pool.Trim();
    }

    public void Dispose()
    {
        _queue.Stream.Synchronize();
        _pool.Trim();
        _words.Dispose();
        _queue.Dispose();
        Accelerator.Dispose();
    }
}
