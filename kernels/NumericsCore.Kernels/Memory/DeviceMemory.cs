namespace NumericsCore.Kernels;

/// <summary>
/// A block of memory on one device, taken from that device's pool. It goes back on Dispose once no recording holds it, or when nobody refers
/// to it any more: that is noticed by a finalizer of the device's own.
/// </summary>
internal abstract class DeviceMemory : IDisposable
{
    // one word, so that the block goes back once whatever threads do: how many recordings hold it, and whether it is disposed
    private const int Disposed = 1 << 30;

    private int _state;
    private Recording? _pendingIn;

    protected DeviceMemory(Backend backend, nint byteLength)
    {
        Backend = backend;
        ByteLength = byteLength;
    }

    public Backend Backend { get; }

    public nint ByteLength { get; }

    public bool IsDisposed => Volatile.Read(ref _state) >= Disposed;

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
        // while a recording holds the block, the finalizer stays its last way back
        if (Interlocked.Or(ref _state, Disposed) == 0) Release();
    }

    /// <summary>Keeps the block from going back to the pool until <see cref="Unhold"/>, even if it is disposed.</summary>
    public void Hold()
    {
        for (int state = Volatile.Read(ref _state); ;)
        {
            ObjectDisposedException.ThrowIf(state >= Disposed, this);
            int before = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (before == state) return;
            state = before;
        }
    }

    public void Unhold()
    {
        if (Interlocked.Decrement(ref _state) == Disposed) Release();
    }

    /// <summary>Whether kernels of a device can use the block.</summary>
    public abstract bool IsReachableFrom(Backend backend);

    /// <summary>Whether <see cref="Release"/> was called.</summary>
    protected bool IsReleased => Volatile.Read(ref _state) == Disposed;

    /// <summary>Gives the block back to the pool; called once.</summary>
    protected abstract void Release();
}
