namespace NumericsCore.Kernels;

/// <summary>A block of memory on one device, taken from that device's pool and given back on Dispose or by the finalizer.</summary>
internal abstract class DeviceMemory : IDisposable
{
    private int _released;

    protected DeviceMemory(Backend backend, nint byteLength)
    {
        Backend = backend;
        ByteLength = byteLength;
    }

    ~DeviceMemory() => ReleaseOnce();

    public Backend Backend { get; }

    public nint ByteLength { get; }

    public bool IsReleased => Volatile.Read(ref _released) != 0;

    public void Dispose()
    {
        ReleaseOnce();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the block back to the pool; called once.</summary>
    protected abstract void Release();

    private void ReleaseOnce()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0) Release();
    }
}
