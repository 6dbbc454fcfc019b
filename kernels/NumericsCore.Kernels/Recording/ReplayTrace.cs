namespace NumericsCore.Kernels;

/// <summary>
/// What a recorded pass did, in order: which parts of the program it went through, and their kernel calls. A pass that is made anew is
/// compared with it as it goes, so that the first thing in which it differs is an error at the place that makes the difference.
/// </summary>
/// <param name="recorded">What the pass must repeat; null for the first.</param>
/// <param name="error">The error for what differs, of the parts that were open, outermost first.</param>
internal sealed class ReplayTrace(ReplayTrace? recorded, Func<IReadOnlyList<TracedPart>, string, Exception> error)
{
    // a part that begins or ends, or a call
    private readonly List<object> _events = [];
    private readonly List<TracedPart> _open = [];

    // while the pass is made
    private readonly Dictionary<DeviceMemory, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, object?> _partOfNode = new(ReferenceEqualityComparer.Instance);

    /// <summary>Begins a part, within those that are open.</summary>
    /// <param name="part">An object of the user or of the library.</param>
    /// <param name="stage">What of it, such as "the backward pass of Cube"; empty for all of it.</param>
    /// <returns>What <see cref="Leave"/> is given.</returns>
    public int Enter(object part, string stage = "")
    {
        Add(new PartBegin(part.GetType()));
        _open.Add(new TracedPart(part, stage));
        return _open.Count - 1;
    }

    /// <summary>Ends a part, and what an exception left open within it.</summary>
    public void Leave(int depth)
    {
        Add(PartEnd.Instance);
        _open.RemoveRange(depth, _open.Count - depth);
    }

    /// <summary>Notes that what is kept for the backward pass belongs to the part in progress.</summary>
    public void NoteNode(object node) => _partOfNode[node] = _open.Count > 0 ? _open[^1].Part : null;

    /// <summary>The part that made it; null for none.</summary>
    public object? PartOf(object node) => _partOfNode.GetValueOrDefault(node);

    /// <summary>A kernel call of the pass.</summary>
    public void Add(RecordedCall call, Recording recording) => Add(new TracedCall(call, memory => NumberOf(memory, recording)));

    /// <summary>The host copies data, which is never part of a replay.</summary>
    public void RefuseCopy(string what)
    {
        if (recorded is not null) throw Differs(what);
    }

    /// <summary>The end of the pass.</summary>
    public void End()
    {
        if (recorded is not null && _events.Count < recorded._events.Count) throw Differs($"it ends before {Text(recorded._events[_events.Count])}");
        _numbers.Clear();
        _partOfNode.Clear();
        _open.Clear();
    }

    private void Add(object noted)
    {
        _events.Add(noted);
        if (recorded is null) return;
        object? expected = _events.Count <= recorded._events.Count ? recorded._events[_events.Count - 1] : null;
        if (Difference(expected, noted) is { } difference) throw Differs(difference);
    }

    private Exception Differs(string difference) => error(_open, difference);

    private static string? Difference(object? expected, object found) => (expected, found) switch
    {
        (TracedCall before, TracedCall now) => now.DifferenceFrom(before),
        (PartBegin before, PartBegin now) when before == now => null,
        (PartEnd, PartEnd) => null,
        (null, _) => $"it does not end before {Text(found)}",
        _ => $"it comes to {Text(found)} where the recorded step came to {Text(expected)}",
    };

    private static string Text(object noted) => noted switch
    {
        TracedCall call => call.Name,
        PartBegin begin => $"the beginning of {begin.Type.Name}",
        _ => "its end",
    };

    /// <summary>The number of a block that the pass took itself; null for one that was there.</summary>
    private int? NumberOf(DeviceMemory memory, Recording recording)
    {
        if (memory.Owner != recording) return null;
        if (!_numbers.TryGetValue(memory, out int number)) _numbers.Add(memory, number = _numbers.Count);
        return number;
    }

    private sealed record PartBegin(Type Type);

    private sealed class PartEnd
    {
        public static readonly PartEnd Instance = new();
    }
}

/// <summary>A part of a program that a pass goes through.</summary>
/// <param name="Part">Such as a layer.</param>
/// <param name="Stage">What of it; empty for all of it.</param>
internal readonly record struct TracedPart(object Part, string Stage);
