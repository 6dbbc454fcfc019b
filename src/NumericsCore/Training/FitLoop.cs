namespace NumericsCore;

/// <summary>The loop over epochs and batches.</summary>
internal sealed class FitLoop : IDisposable
{
    private readonly Model _model;
    private readonly TrainingData _data;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly IReadOnlyList<Callback> _callbacks;
    private readonly ValidationSet? _validation;
    private readonly TrainingStep _fullStep;
    private readonly TrainingStep? _lastStep;
    private readonly FitContext _context;

    public FitLoop(Model model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics, TrainingData data, int batchSize, int epochs, ValidationSet? validation, IReadOnlyList<Callback> callbacks)
    {
        _model = model;
        _data = data;
        _metrics = metrics;
        _callbacks = callbacks;
        _validation = validation;
        _fullStep = new TrainingStep(model, optimizer, loss, metrics, data, batchSize);
        int rest = data.Rows % batchSize;
        if (rest > 0) _lastStep = new TrainingStep(model, optimizer, loss, metrics, data, rest);
        _context = new FitContext(model, optimizer, epochs, data.Rows / batchSize + (rest > 0 ? 1 : 0));
    }

    public void Dispose()
    {
        _fullStep.Dispose();
        _lastStep?.Dispose();
    }

    public History Run(bool shuffle, ulong seed, CancellationToken cancellationToken)
    {
        var context = _context;
        foreach (var callback in _callbacks) callback.OnFitBegin(context);
        for (int epoch = 1; epoch <= context.Epochs && context.StopReason is null; epoch++)
        {
            context.Epoch = epoch;
            foreach (var callback in _callbacks) callback.OnEpochBegin(context);
            _data.Order.Set(Order(shuffle, seed, epoch));
            var training = RunEpoch(cancellationToken);
            var validation = _validation is { } held ? _model.Evaluate(held.Features, held.Targets, held.Weights) : null;
            var result = new EpochResult(epoch, training, validation);
            context.History.Append(result);
            foreach (var callback in _callbacks) callback.OnEpochEnd(context, result);
        }

        foreach (var callback in _callbacks) callback.OnFitEnd(context);
        return context.History;
    }

    private EvaluationResult RunEpoch(CancellationToken cancellationToken)
    {
        var context = _context;
        var sums = new double[1 + _metrics.Count];
        int start = 0;
        for (int batch = 1; batch <= context.Batches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = batch == context.Batches && _lastStep is not null ? _lastStep : _fullStep;
            step.Run(start);
            start += step.BatchSize;
            context.Batch = batch;
            context.BatchLoss = step.Values[0];
            if (!double.IsFinite(context.BatchLoss)) throw new TrainingDivergedException(context.Epoch, batch, context.BatchLoss, step.PredictionFault);
            for (int i = 0; i < sums.Length; i++) sums[i] += step.Values[i] * step.BatchSize;
            for (int i = 0; i < _callbacks.Count; i++) _callbacks[i].OnBatchEnd(context);
        }

        var metrics = new Dictionary<string, double>();
        for (int i = 0; i < _metrics.Count; i++) metrics[_metrics[i].Name] = sums[i + 1] / _data.Rows;
        return new EvaluationResult(sums[0] / _data.Rows, metrics);
    }

    private int[] Order(bool shuffle, ulong seed, int epoch) => shuffle
        ? Shuffle.Permutation(_data.Rows, seed, (uint)epoch)
        : [.. Enumerable.Range(0, _data.Rows)];
}
