namespace NumericsCore;

/// <summary>What to take along one axis: one index, or a range with a step.</summary>
public readonly record struct TensorIndex
{
    private readonly Range _range;
    private readonly int _step;

    private TensorIndex(Range range, int step, bool dropsAxis)
    {
        _range = range;
        _step = step;
        DropsAxis = dropsAxis;
    }

    /// <summary>The whole axis.</summary>
    public static TensorIndex All => Range.All;

    /// <summary>Whether the axis disappears, as it does for a single index.</summary>
    internal bool DropsAxis { get; }

    /// <summary>One index; the axis disappears. The last one is ^1 or -1.</summary>
    public static implicit operator TensorIndex(int index) => index < 0 ? ^(-index) : (Index)index;

    /// <summary>One index; the axis disappears.</summary>
    public static implicit operator TensorIndex(Index index) => new(new Range(index, index), 1, true);

    /// <summary>A range; the axis stays.</summary>
    public static implicit operator TensorIndex(Range range) => new(range, 1, false);

    /// <summary>Every <paramref name="step"/>-th index of a range; the axis stays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public static TensorIndex Every(int step, Range range)
    {
        Kernels.OutOfRange.ThrowIfLessThan(step, 1);
        return new(range, step, false);
    }

    /// <summary>The index or the range, for messages.</summary>
    public override string ToString() => DropsAxis ? $"Index {_range.Start}" : $"Range {_range}";

    /// <summary>Whether the range, on an axis of the given extent, ends before it starts, both within the axis.</summary>
    internal bool IsReversedOn(int extent) =>
        !DropsAxis && _range.Start.GetOffset(extent) is var start && _range.End.GetOffset(extent) is var end && start <= extent && end >= 0 && end < start;

    /// <summary>The first index, the number of indices and the step on an axis of the given extent; false if one lies outside.</summary>
    internal bool TryOn(int extent, out (int Start, int Count, int Step) run)
    {
        int start = _range.Start.GetOffset(extent);
        int end = DropsAxis ? start + 1 : _range.End.GetOffset(extent);
        int step = Math.Max(_step, 1);
        run = (start, (end - start + step - 1) / step, step);
        return start >= 0 && end <= extent && start <= end;
    }
}
