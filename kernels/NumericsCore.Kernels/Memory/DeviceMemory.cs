namespace NumericsCore.Kernels;

/// <summary>A block of memory on one device, taken from that device's pool. It goes back on Dispose, or by the finalizer, once no recording holds it.</summary>
internal abstract class DeviceMemory : IDisposable
{
    private readonly Lock _lock = new();
    private int _holds;
    private bool _disposed;
    private bool _returned;
    private Recording? _pendingIn;

    protected DeviceMemory(Backend backend, nint byteLength)
    {
        Backend = backend;
        ByteLength = byteLength;
    }

    ~DeviceMemory()
    {
        if (!_returned) Release();
    }

    public Backend Backend { get; }

    public nint ByteLength { get; }

    public bool IsDisposed => Volatile.Read(ref _disposed);

    /// <summary>Whether something was written to the block; kept only where operands are watched.</summary>
    public bool IsWritten { get; set; }

    /// <summary>The recording that took the block, and whose replays write it again; null without one.</summary>
    public Recording? Owner { get; set; }

    /// <summary>The recording in progress that has a call which writes the block, and which may still wait to be made; null if none has.</summary>
    public Recording? PendingIn
    {
        get => Volatile.Read(ref _pendingIn);
        set => Volatile.Write(ref _pendingIn, value);
    }

    /// <summary>Whether this thread may use the content: it is there, or is written before this thread's next call is made.</summary>
    public bool IsReadable => !IsDisposed && (PendingIn is not { } recording || recording == Recording.Active);

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            ReturnIfUnused();
        }

        // while a recording holds the block, the finalizer stays its last way back
        if (_returned) GC.SuppressFinalize(this);
    }

    /// <summary>Keeps the block from going back to the pool until <see cref="Unhold"/>, even if it is disposed.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _holds++;
        }
    }

    public void Unhold()
    {
        lock (_lock)
        {
            _holds--;
            ReturnIfUnused();
        }
    }

    /// <summary>Whether kernels of a device can use the block.</summary>
    public abstract bool IsReachableFrom(Backend backend);

    /// <summary>Gives the block back to the pool; called once.</summary>
    protected abstract void Release();

    private void ReturnIfUnused()
    {
        if (!_disposed || _holds > 0 || _returned) return;
        _returned = true;
        Release();
    }
}
