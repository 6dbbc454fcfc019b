namespace NumericsCore;

/// <summary>The states of a pass's epoch metrics, and the host memory that batches are read into, which stays from batch to batch.</summary>
internal sealed class EpochFigures
{
    private readonly EpochMetric?[] _metrics;
    private readonly MetricState[] _states;
    private readonly bool _logits;
    private double[] _predictions = [];
    private double[] _targets = [];
    private double[] _weights = [];
    private float[] _singles = [];

    /// <param name="metrics">All metrics of the pass; those that are no epoch metrics are left out.</param>
    /// <param name="logits">Whether predictions are logits.</param>
    public EpochFigures(IReadOnlyList<Metric> metrics, bool logits)
    {
        _metrics = [.. metrics.Select(static metric => metric as EpochMetric)];
        _states = [.. _metrics.Select(static _ => new MetricState())];
        _logits = logits;
        IsEmpty = Array.TrueForAll(_metrics, static metric => metric is null);
    }

    /// <summary>Whether there is no epoch metric.</summary>
    public bool IsEmpty { get; }

    /// <summary>The states, one a metric of the pass.</summary>
    public IReadOnlyList<MetricState> States => _states;

    /// <summary>Says what does not fit before the first batch.</summary>
    /// <exception cref="ArgumentException">A metric is not of such predictions or targets.</exception>
    public void Check(Shape prediction, Shape target)
    {
        if (IsEmpty) return;
        if (prediction.Rank == 0) throw new ArgumentException("Predictions have a batch axis; this tensor is a scalar.", nameof(prediction));
        if (target.Rank == 0 || target[0] != prediction[0])
            throw new ArgumentException($"Predictions of shape {prediction} need a target for each sample; the targets have shape {target}.", nameof(target));
        foreach (var metric in _metrics) metric?.Check(Columns(prediction), Columns(target));
    }

    /// <summary>Begins an epoch.</summary>
    public void Clear()
    {
        foreach (var state in _states) state.Clear();
    }

    /// <summary>Takes a batch into the states.</summary>
    public void Update(Tensor prediction, Tensor target, Tensor? weights)
    {
        var batch = new MetricBatch(prediction.Shape[0], Read(prediction, ref _predictions), Read(target, ref _targets), weights is null ? [] : Read(weights, ref _weights), _logits);
        for (int i = 0; i < _metrics.Length; i++) _metrics[i]?.Update(_states[i], batch);
    }

    /// <summary>The value of a metric by its place among all; null if it is no epoch metric.</summary>
    public double? Result(int index) => _metrics[index]?.Result(_states[index]);

    private static int Columns(Shape shape) => checked((int)shape.Product(1, shape.Rank));

    private ReadOnlySpan<double> Read(Tensor tensor, ref double[] buffer)
    {
        int count = checked((int)tensor.ElementCount);
        if (buffer.Length < count) buffer = new double[count];
        var values = buffer.AsSpan(0, count);
        if (tensor.ElementType == ElementType.Float64)
        {
            tensor.CopyTo(values);
            return values;
        }

        if (_singles.Length < count) _singles = new float[count];
        var singles = _singles.AsSpan(0, count);
        tensor.CopyTo(singles);
        for (int i = 0; i < count; i++) values[i] = singles[i];
        return values;
    }
}
