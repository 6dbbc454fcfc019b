namespace NumericsCore;

/// <summary>The loop over epochs and batches.</summary>
internal sealed class FitLoop : IDisposable
{
    private readonly Model _model;
    private readonly TrainingData _data;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly FitCallbacks _callbacks;
    private readonly ValidationSet? _validation;
    private readonly TrainingStep _fullStep;
    private readonly TrainingStep? _lastStep;
    private readonly FitContext _context;
    private readonly bool _sumsLosses;

    public FitLoop(Model model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics, TrainingData data, int batchSize, int epochs, ValidationSet? validation, IReadOnlyList<Callback> callbacks)
    {
        _model = model;
        _data = data;
        _metrics = metrics;
        _validation = validation;
        _sumsLosses = loss.Reduction == Reduction.Sum;
        _fullStep = new TrainingStep(model, optimizer, loss, metrics, data, batchSize);
        int rest = data.Rows % batchSize;
        if (rest > 0) _lastStep = new TrainingStep(model, optimizer, loss, metrics, data, rest);
        _context = new FitContext(model, optimizer, new MonitoredValues(metrics, validation is not null), epochs, data.Rows / batchSize + (rest > 0 ? 1 : 0));
        _callbacks = new FitCallbacks(callbacks, _context);
    }

    public void Dispose()
    {
        _fullStep.Dispose();
        _lastStep?.Dispose();
    }

    /// <summary>Trains; <paramref name="order"/> gives the order of the rows of each epoch.</summary>
    public History Run(Func<int[]> order, CancellationToken cancellationToken)
    {
        _callbacks.Run(() => RunEpochs(order, cancellationToken));
        return _context.History;
    }

    private void RunEpochs(Func<int[]> order, CancellationToken cancellationToken)
    {
        var context = _context;
        for (int epoch = 1; epoch <= context.Epochs && context.StopReason is null; epoch++)
        {
            context.Epoch = epoch;
            _callbacks.EpochBegin();
            _data.Order.Set(order());
            var training = RunEpoch(cancellationToken);
            var validation = _validation is { } held ? _model.Evaluate(held.Features, held.Targets, held.Weights) : null;
            var result = new EpochResult(epoch, training, validation);
            context.History.Append(result);
            _callbacks.EpochEnd(result);
        }
    }

    private EvaluationResult RunEpoch(CancellationToken cancellationToken)
    {
        var context = _context;
        var sums = new double[1 + _metrics.Count];
        double weights = 0;
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
            weights += step.LossWeight;
            sums[0] += step.Values[0] * (_sumsLosses ? 1 : step.LossWeight);
            for (int i = 1; i < sums.Length; i++) sums[i] += step.Values[i] * step.BatchSize;
            _callbacks.BatchEnd();
        }

        var metrics = new Dictionary<string, double>();
        for (int i = 0; i < _metrics.Count; i++) metrics[_metrics[i].Name] = sums[i + 1] / _data.Rows;
        // where no sample has a weight, the loss of every batch is 0
        double loss = _sumsLosses || weights == 0 ? sums[0] : sums[0] / weights;
        return new EvaluationResult(loss, metrics);
    }
}
