namespace NumericsCore;

/// <summary>The numbers that an <see cref="EpochMetric"/> keeps over the batches of one epoch, validation or evaluation. Checkpoints hold them.</summary>
public sealed class MetricState
{
    private double[] _values = [];

    internal MetricState()
    {
    }

    /// <summary>How many numbers there are: none before the first batch.</summary>
    public int Count { get; private set; }

    /// <summary>All numbers, in order.</summary>
    public Span<double> Values => _values.AsSpan(0, Count);

    /// <summary>The first <paramref name="count"/> numbers, to read and to change. Those that did not exist yet are 0.</summary>
    /// <param name="count">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Span<double> First(int count)
    {
        Kernels.OutOfRange.ThrowIfNegative(count);
        if (count > Count)
        {
            Reserve(count);
            _values.AsSpan(Count, count - Count).Clear();
            Count = count;
        }

        return _values.AsSpan(0, count);
    }

    /// <summary>Adds numbers at the end. Keeping something of every sample takes memory for all of an epoch.</summary>
    /// <param name="values">The numbers.</param>
    public void Append(params ReadOnlySpan<double> values)
    {
        Reserve(checked(Count + values.Length));
        values.CopyTo(_values.AsSpan(Count));
        Count += values.Length;
    }

    /// <summary>Forgets all numbers; their memory stays for the next epoch.</summary>
    internal void Clear() => Count = 0;

    private void Reserve(int count)
    {
        if (count > _values.Length) Array.Resize(ref _values, (int)Math.Clamp(2L * _values.Length, count, Array.MaxLength));
    }
}
