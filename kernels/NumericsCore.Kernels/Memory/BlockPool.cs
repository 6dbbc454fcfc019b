using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>
/// Keeps freed blocks of device memory by size class for reuse. Blocks come back through Dispose or through finalizers; when
/// nothing of the wanted size is free and more than <see cref="Allowance"/> is handed out beyond what was in use after the last full
/// garbage collection, it collects first, so that tensors nobody holds any more are reused rather than added to. A pool that may, gives its free blocks back
/// when a size is not among them and they have come to more than what is in use and <see cref="Spare"/>.
/// </summary>
/// <typeparam name="TBlock">How the device names a block.</typeparam>
internal abstract class BlockPool<TBlock>
{
    /// <summary>The unit of sizes, and the alignment that a kernel may rely on.</summary>
    public const int Alignment = 64;

    /// <summary>Bytes that may lie free beside as many as are in use.</summary>
    public const long Spare = 64L << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<nint, Stack<TBlock>> _free = [];
    private long _inUse;
    private long _freeBytes;
    private long _inUseAfterCollection;

    /// <summary>Bytes handed out and not yet returned.</summary>
    public virtual long BytesInUse => Interlocked.Read(ref _inUse);

    /// <summary>Bytes kept for reuse.</summary>
    public virtual long BytesFree => Interlocked.Read(ref _freeBytes);

    /// <summary>A block of at least <paramref name="byteLength"/> bytes, and its true length.</summary>
    /// <exception cref="InsufficientMemoryException">The device has no memory of that size.</exception>
    public (TBlock Block, nint ByteLength) Take(nint byteLength)
    {
        OutOfRange.ThrowIfNegative(byteLength);
        nint size = SizeClass(byteLength);
        if (MemoryShortage.Begins()) return (TakeFresh(size), size);
        if (TryReuse(size, out var block)) return (block, size);

        CollectIfMuchMayBeDead();
        return (TryReuse(size, out block) ? block : TakeFresh(size), size);
    }

    /// <summary>Takes a block back, for whoever asks next.</summary>
    public virtual void Return(TBlock block, nint byteLength)
    {
        lock (_lock)
        {
            if (!_free.TryGetValue(byteLength, out var stack)) _free[byteLength] = stack = new Stack<TBlock>();
            stack.Push(block);
            _inUse -= byteLength;
            _freeBytes += byteLength;
            _inUseAfterCollection = Math.Min(_inUseAfterCollection, _inUse);
        }
    }

    /// <summary>Gives all free blocks back to the device.</summary>
    public virtual void Trim()
    {
        lock (_lock)
        {
            foreach (var (byteLength, stack) in _free)
            {
                // out of the pool first: a block that the device fails to take back is of no more use
                while (stack.TryPop(out var block))
                {
                    _freeBytes -= byteLength;
                    Free(block);
                }
            }

            _free.Clear();
        }
    }

    /// <summary>The next of 64, 128, 192, 256, 320, 384, 448, 512, 640, ...: at most a quarter is wasted above 256 bytes.</summary>
    public static nint SizeClass(nint byteLength)
    {
        if (byteLength <= 256) return Math.Max(Alignment, (byteLength + 63) & ~63);
        nint step = (nint)1 << (BitOperations.Log2((nuint)(byteLength - 1)) - 2);
        return (byteLength + step - 1) & ~(step - 1);
    }

    /// <summary>Whether free blocks go back to the device while others are in use; not where the device would have to wait for its work.</summary>
    protected virtual bool GivesBack => false;

    /// <summary>Bytes that may be handed out, dead or alive, beyond those that were in use after the last full collection; half of these if that is more.</summary>
    protected virtual long Allowance => 64L << 20;

    /// <summary>Takes a block of exactly <paramref name="byteLength"/> bytes from the device.</summary>
    /// <exception cref="InsufficientMemoryException">The device has no memory of that size.</exception>
    protected abstract TBlock Allocate(nint byteLength);

    /// <summary>The same; if the device refuses, what is kept for reuse and what nobody holds goes back to it before it is asked once more.</summary>
    /// <exception cref="InsufficientMemoryException">The device has no memory of that size even then.</exception>
    protected virtual TBlock AllocateMakingRoom(nint byteLength)
    {
        try
        {
            return Allocate(byteLength);
        }
        catch (InsufficientMemoryException)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Trim();
            return Allocate(byteLength);
        }
    }

    /// <summary>Gives a block back to the device.</summary>
    protected abstract void Free(TBlock block);

    private void CollectIfMuchMayBeDead()
    {
        long known = Interlocked.Read(ref _inUseAfterCollection);
        long allowance = Math.Max(Allowance, known / 2);
        if (Interlocked.Read(ref _inUse) - known <= allowance) return;

        // generation 1 costs hardly more than 0 alone, and has those that lived at the collection before; the whole heap is searched only if too much is left
        GC.Collect(1);
        GC.WaitForPendingFinalizers();
        if (Interlocked.Read(ref _inUse) - known <= allowance / 2) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        lock (_lock) _inUseAfterCollection = _inUse;
    }

    private bool TryReuse(nint size, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TBlock block)
    {
        lock (_lock)
        {
            if (!_free.TryGetValue(size, out var stack) || !stack.TryPop(out block))
            {
                block = default;
                return false;
            }

            _inUse += size;
            _freeBytes -= size;
            return true;
        }
    }

    private TBlock TakeFresh(nint size)
    {
        // sizes that change leave blocks behind that nothing fits into again
        if (GivesBack && Interlocked.Read(ref _freeBytes) > Interlocked.Read(ref _inUse) + Spare) Trim();
        var fresh = AllocateMakingRoom(size);
        lock (_lock) _inUse += size;
        return fresh;
    }
}
