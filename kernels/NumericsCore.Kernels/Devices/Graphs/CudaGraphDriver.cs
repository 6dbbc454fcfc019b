using System.Runtime.InteropServices;

namespace NumericsCore.Kernels;

/// <summary>The functions in the driver's own library, which ILGPU does not offer.</summary>
internal sealed unsafe class CudaGraphDriver : ICudaGraphDriver
{
    // CU_STREAM_CAPTURE_MODE_RELAXED
    private const int Relaxed = 2;

    private static readonly Lazy<(CudaGraphDriver? Driver, string? UnavailableReason)> s_loaded = new(Find);

    private readonly delegate* unmanaged<nint, int, int> _beginCapture;
    private readonly delegate* unmanaged<nint, nint*, int> _endCapture;
    private readonly delegate* unmanaged<nint*, nint, ulong, int> _instantiate;
    private readonly delegate* unmanaged<nint, nint, int> _launch;
    private readonly delegate* unmanaged<nint, int> _synchronize;
    private readonly delegate* unmanaged<nint, int> _destroyExecutable;
    private readonly delegate* unmanaged<nint, int> _destroyGraph;
    private readonly delegate* unmanaged<int, nint*, int> _errorName;

    private CudaGraphDriver(nint library)
    {
        _beginCapture = (delegate* unmanaged<nint, int, int>)NativeLibrary.GetExport(library, "cuStreamBeginCapture_v2");
        _endCapture = (delegate* unmanaged<nint, nint*, int>)NativeLibrary.GetExport(library, "cuStreamEndCapture");
        _instantiate = (delegate* unmanaged<nint*, nint, ulong, int>)NativeLibrary.GetExport(library, "cuGraphInstantiateWithFlags");
        _launch = (delegate* unmanaged<nint, nint, int>)NativeLibrary.GetExport(library, "cuGraphLaunch");
        _synchronize = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cuStreamSynchronize");
        _destroyExecutable = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cuGraphExecDestroy");
        _destroyGraph = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cuGraphDestroy");
        _errorName = (delegate* unmanaged<int, nint*, int>)NativeLibrary.GetExport(library, "cuGetErrorName");
    }

    /// <summary>The driver of this machine; null with the reason if it is missing or older than CUDA 11.4.</summary>
    public static CudaGraphDriver? Load(out string? reason)
    {
        reason = s_loaded.Value.UnavailableReason;
        return s_loaded.Value.Driver;
    }

    public int BeginCapture(nint stream) => _beginCapture(stream, Relaxed);

    public int EndCapture(nint stream, out nint graph)
    {
        nint made = 0;
        int result = _endCapture(stream, &made);
        graph = made;
        return result;
    }

    public int Instantiate(nint graph, out nint executable)
    {
        nint made = 0;
        int result = _instantiate(&made, graph, 0);
        executable = made;
        return result;
    }

    public int Launch(nint executable, nint stream) => _launch(executable, stream);

    public int Synchronize(nint stream) => _synchronize(stream);

    public int DestroyExecutable(nint executable) => _destroyExecutable(executable);

    public int DestroyGraph(nint graph) => _destroyGraph(graph);

    public string Name(int result)
    {
        nint name = 0;
        return _errorName(result, &name) == 0 && name != 0 ? Marshal.PtrToStringUTF8(name)! : FormattableString.Invariant($"CUresult {result}");
    }

    private static (CudaGraphDriver?, string?) Find()
    {
        if (!DriverLibraries.TryLoad(DriverLibraries.Cuda, out nint library)) return (null, $"the driver's library is missing (tried: {string.Join(", ", DriverLibraries.Cuda)})");
        try
        {
            return (new CudaGraphDriver(library), null);
        }
        catch (EntryPointNotFoundException exception)
        {
            return (null, $"the driver is older than CUDA 11.4: {exception.Message}");
        }
    }
}
