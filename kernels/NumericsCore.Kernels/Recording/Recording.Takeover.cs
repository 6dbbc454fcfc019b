namespace NumericsCore.Kernels;

/// <content>Calls that replays make in place of two others, whose result in between nobody else reads.</content>
internal sealed partial class Recording
{
    private readonly List<Takeover> _takeovers = [];
    private RecordedCall? _aside;
    private bool _isAside;

    /// <summary>
    /// Says that one call computes what the last call made of <paramref name="between"/>, from what that was made from. The recorded run is
    /// as it is, so that who holds the result in between has it; replays make the one call, unless another reads that result.
    /// </summary>
    /// <param name="between">The block that an earlier call wrote and the last one read.</param>
    /// <param name="call">Makes the one call; it is kept, not made.</param>
    public void ReplayInstead(DeviceMemory between, Action call)
    {
        _isAside = true;
        try
        {
            call();
        }
        finally
        {
            _isAside = false;
        }

        _takeovers.Add(new(between, _calls[^1], _aside!));
    }

    /// <summary>Before the first replay, when all readers are known.</summary>
    private void TakeOver()
    {
        foreach (var takeover in _takeovers)
        {
            int last = _calls.IndexOf(takeover.Last), first = FirstFor(takeover, last);
            if (first < 0) continue;
            CompileAhead(takeover.Instead);
            _calls[last] = takeover.Instead;
            _calls.RemoveAt(first);
            _made--;
            LetGo(takeover.Between);
        }

        _takeovers.Clear();
    }

    /// <summary>The place of the call that need not be made; -1 if it must.</summary>
    private int FirstFor(in Takeover takeover, int last)
    {
        var between = takeover.Between;
        if (between.Owner != this || _results.Any(result => result.Memory == between)) return -1;
        int[] users = [.. Enumerable.Range(0, _calls.Count).Where(i => _calls[i].Uses().Any(use => use.Memory == between))];
        if (users.Length != 2 || users[1] != last || !_calls[users[0]].Uses().Any(use => use.Writes && use.Memory == between)) return -1;
        // moved behind the calls in between, the first must still read the same
        HashSet<DeviceMemory> needed = [.. _calls[users[0]].Uses().Where(static use => !use.Writes).Select(static use => use.Memory)];
        foreach (var call in _calls[(users[0] + 1)..last])
            if (call.Uses().Any(use => use.Writes && needed.Contains(use.Memory))) return -1;
        return users[0];
    }

    /// <summary>A call that was never made must not be compiled while a device captures it.</summary>
    private void CompileAhead(RecordedCall call)
    {
        using var scratch = Inner.Allocate(call.Uses().Where(static use => use.Writes).Max(static use => use.ByteLength));
        call.MakeOver(scratch);
    }

    private void LetGo(DeviceMemory memory)
    {
        memory.Owner = null;
        if (_held.Remove(memory)) memory.Unhold();
    }

    private readonly record struct Takeover(DeviceMemory Between, RecordedCall Last, RecordedCall Instead);
}
