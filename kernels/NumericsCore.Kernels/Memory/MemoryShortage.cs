namespace NumericsCore.Kernels;

/// <summary>
/// Has memory run out for the code that made it and what that calls, until it is disposed: tests see so what is left behind when any one
/// request is refused. A request counts also where a block that is kept could serve it; that is passed over if it is to be refused.
/// </summary>
internal sealed class MemoryShortage : IDisposable
{
    private static readonly AsyncLocal<MemoryShortage?> s_current = new();
    private static int s_count;

    // of the request that this thread makes
    [ThreadStatic]
    private static int t_refusals;

    private readonly Func<int, int> _refusals;
    private int _requests;

    // what was started meanwhile keeps this one as its own for as long as it lives, as workers of a device do
    private volatile bool _over;

    /// <param name="refusals">How often the device refuses a request, by its number from 0 on: 0 grants it, 1 grants it once room was made, 2 refuses it for good.</param>
    public MemoryShortage(Func<int, int> refusals)
    {
        _refusals = refusals;
        s_current.Value = this;
        Interlocked.Increment(ref s_count);
    }

    /// <summary>Whether threads' scratch memory counts too, which a run has requested or not before it came to a thread.</summary>
    public bool CountsScratch { get; init; }

    /// <summary>Requests so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Whether there is one for what calls.</summary>
    public static bool IsActive => Current is not null;

    // programs have none, and pay for one comparison
    private static MemoryShortage? Current => Volatile.Read(ref s_count) != 0 && s_current.Value is { _over: false } shortage ? shortage : null;

    /// <summary>Refuses one request for good.</summary>
    public static MemoryShortage At(int request, bool countsScratch = false) => new(number => number == request ? 2 : 0) { CountsScratch = countsScratch };

    /// <summary>Counts a request; whether the device is going to refuse it, at least at first.</summary>
    public static bool Begins(bool scratch = false)
    {
        if (Current is not { } shortage || (scratch && !shortage.CountsScratch)) return false;
        t_refusals = shortage._refusals(Interlocked.Increment(ref shortage._requests) - 1);
        return t_refusals > 0;
    }

    /// <summary>Whether the device refuses now.</summary>
    public static bool Refuses() => Current is not null && t_refusals > 0 && t_refusals-- > 0;

    public void Dispose()
    {
        _over = true;
        s_current.Value = null;
        Interlocked.Decrement(ref s_count);
    }
}
