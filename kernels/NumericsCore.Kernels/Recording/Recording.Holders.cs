namespace NumericsCore.Kernels;

/// <content>What people may hold of a recorded step: it stays as it is when the step is replayed, and is not read before it is computed.</content>
internal sealed partial class Recording
{
    private readonly List<WeakReference<IMemoryHolder>> _holders = [];
    private readonly HashSet<IMemoryHolder> _results = new(ReferenceEqualityComparer.Instance);
    private readonly List<DeviceMemory> _pending = [];
    private bool _isFollowing = true;

    /// <summary>Notes that someone may hold content of a block that replays would write again.</summary>
    public void Follow(IMemoryHolder holder)
    {
        if (!_isFollowing) return;
        lock (_holders) _holders.Add(new WeakReference<IMemoryHolder>(holder));
    }

    /// <summary>Names what shall have the content of the last replay, not of the recorded run.</summary>
    public void KeepInPlace(IEnumerable<IMemoryHolder> results) => _results.UnionWith(results);

    /// <summary>Before the first replay: what someone still holds of the recorded run moves to memory of its own.</summary>
    private void MoveHolders()
    {
        if (!_isFollowing) return;
        _isFollowing = false;
        // nearly all tensors of a step are dead by now and young, and copying them would cost more than finding that out
        GC.Collect(0);
        var copies = new Dictionary<DeviceMemory, DeviceMemory>();
        foreach (var reference in _holders)
        {
            if (!reference.TryGetTarget(out var holder) || holder.Memory.Owner != this || holder.Memory.IsDisposed || _results.Contains(holder)) continue;
            var memory = holder.Memory;
            if (!copies.TryGetValue(memory, out var copy)) copies[memory] = copy = Copy(memory);
            holder.MoveTo(copy);
        }

        _holders.Clear();
    }

    private DeviceMemory Copy(DeviceMemory memory)
    {
        // a copy moves bits, whatever they stand for; blocks are whole numbers of 64 bytes
        nint words = memory.ByteLength / sizeof(float);
        var copy = Inner.Allocate(memory.ByteLength);
        Inner.CopyStrided<float>(new(memory, 0, words), new(copy, 0, words), StridedShape.Row(words));
        return copy;
    }

    /// <summary>
    /// Notes that a call writes the block. Until the recording ends other threads must not use it: the call may wait to be made, and what
    /// they do would not be replayed.
    /// </summary>
    private void MarkPending(DeviceMemory? memory)
    {
        if (memory is null || memory.PendingIn == this) return;
        memory.PendingIn = this;
        _pending.Add(memory);
    }

    private void ClearPending()
    {
        foreach (var memory in _pending) memory.PendingIn = null;
        _pending.Clear();
    }
}
