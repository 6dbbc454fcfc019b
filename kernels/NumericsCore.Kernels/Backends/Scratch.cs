namespace NumericsCore.Kernels;

/// <summary>A kernel call that can be made again. With scratch memory it is a rehearsal: it writes there and nowhere else, so all that comes of it is compiled code.</summary>
internal delegate void RecordedCall(Scratch? scratch);

/// <summary>Memory that takes what rehearsed calls write. Nobody reads it, so all calls and threads share it.</summary>
internal sealed class Scratch(DeviceMemory memory)
{
    /// <summary>The most bytes that a rehearsed call may write: what takes longer to compute than to compile need not be rehearsed.</summary>
    public const nint MostBytes = 1 << 20;

    /// <summary>Where a call writes: to its result, or in a rehearsal to as much scratch memory.</summary>
    public static Slice<T> Or<T>(Scratch? scratch, Slice<T> result) where T : unmanaged => scratch is null ? result : scratch.As(result);

    private Slice<T> As<T>(Slice<T> result) where T : unmanaged => new(memory, 0, result.Length);
}
