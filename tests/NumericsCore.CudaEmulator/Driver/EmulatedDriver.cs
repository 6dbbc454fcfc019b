namespace NumericsCore.CudaEmulator;

/// <summary>
/// The CUDA driver of one device: what its calls mean, a method each, by files. Work that is queued runs when something waits for it, and
/// on the thread that waits. Calls are made one at a time; <see cref="DriverEntry" /> sees to that.
/// </summary>
internal sealed unsafe partial class EmulatedDriver : IDisposable
{
    private readonly HandleTable<CudaContext> _contexts = new("context", 0x1000_0000, CudaError.InvalidContext);
    private readonly ThreadLocal<CudaContext?> _current = new();
    private readonly SampledGrids _grids;
    private long _tickets;
    private DeviceFaultException? _fault;

    public EmulatedDriver(EmulatorSettings settings)
    {
        Settings = settings;
        Log = new(settings.LogPath);
        Reports = new(Log.Write);
        Memory = new(settings.MemoryBytes);
        _grids = new(Memory, settings, Reports);
    }

    public EmulatorSettings Settings { get; }

    public DriverLog Log { get; }

    public Reports Reports { get; }

    public DeviceMemory Memory { get; }

    public HostMemory HostMemory { get; } = new();

    /// <summary>The context of the calling thread.</summary>
    /// <exception cref="CallRefusedException">It has none, or the device has stopped.</exception>
    private CudaContext Current
    {
        get
        {
            var context = _current.Value ?? throw new CallRefusedException(CudaError.InvalidContext, "no context is current on this thread");
            if (context.IsDestroyed) throw new CallRefusedException(CudaError.ContextIsDestroyed, "the context that is current on this thread was destroyed");
            ThrowIfStopped();
            return context;
        }
    }

    public void Dispose()
    {
        _current.Dispose();
        _grids.Dispose();
        Memory.Dispose();
    }

    /// <summary>After a fault every call returns its code; only the end of the process helps.</summary>
    private void ThrowIfStopped()
    {
        if (_fault is not null) throw new CallRefusedException(_fault.Code, $"the device has stopped: {_fault.Message}");
    }

    /// <summary>Runs a piece of work on the device; nothing runs any more after a fault.</summary>
    private void Run(Action work)
    {
        if (_fault is not null) return;
        long start = TimeProvider.System.GetTimestamp();
        try
        {
            work();
        }
        catch (DeviceFaultException fault)
        {
            _fault = fault;
            Log.Write($"fault {CudaErrors.Name(fault.Code)}: {fault.Message}");
        }

        Counts.DeviceTime += TimeProvider.System.GetElapsedTime(start);
    }

    private static CallRefusedException Invalid(string message) => new(CudaError.InvalidValue, message);
}
