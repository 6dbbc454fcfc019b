namespace NumericsCore;

/// <summary>
/// One optimizer step on batches of one size. The first runs the model and records its kernel calls; later ones replay them over the
/// same memory: no tape is traversed and nothing is allocated. Metrics that may not be replayed are called after each step.
/// </summary>
internal sealed class TrainingStep : ITrainingStep
{
    private readonly Model _model;
    private readonly Optimizer _optimizer;
    private readonly Loss _loss;
    private readonly StepMetrics _metrics;
    private readonly TrainingData _data;
    private readonly TrainableParameters _trainable;
    private readonly RecordedPass _pass;
    private UpdatePlan? _plan;

    // of a step that is made though it could be replayed
    private UpdatePlan? _repeated;
    private Tensor[] _values = [];

    // of the last batch
    private Tensor? _prediction;
    private Tensor? _target;
    private Tensor? _weights;

    public TrainingStep(Model model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics, TrainingData data, int batchSize, bool isChecked = false)
    {
        _model = model;
        _optimizer = optimizer;
        _loss = loss;
        _metrics = new StepMetrics(metrics);
        _data = data;
        BatchSize = batchSize;
        _trainable = new TrainableParameters(model);
        _pass = new RecordedPass(data.Features.Device.Backend, model.ReplaysWith(loss), isChecked);
    }

    public int BatchSize { get; }

    public bool IsReplaying => IsRecorded && !_pass.IsCheckDue;

    private bool IsRecorded => _pass.IsRecorded && _trainable.AreAsNoted() && _optimizer.CanRepeat(_plan!);

    /// <summary>Kernel calls in a replayed step; 0 if none is recorded.</summary>
    public int RecordedCalls => _pass.Calls;

    public double[] Values => _metrics.Values;

    public string? PredictionFault => _prediction is null ? null : _loss.FaultOf(_prediction);

    public double LossWeight => _metrics.LossWeight;

    public void Run(int start)
    {
        _repeated = IsRecorded ? _plan : null;
        bool checks = _repeated is not null && _pass.IsCheckDue;
        if (checks) _optimizer.RequireSameRules();
        _optimizer.PrepareStep(start, _repeated);
        if (_repeated is not null && !checks)
        {
            _pass.Replay();
            _optimizer.FinishReplayedStep(_plan!);
        }
        else
        {
            _trainable.Note();
            _pass.Make(Compute, () => PredictionFault, () => [.. _values, _prediction!, _target!, .. _weights is null ? (Tensor[])[] : [_weights]], checks);
            if (_pass.IsRecorded) _plan = _optimizer.LastPlan;
            _optimizer.FinishStep();
        }

        _metrics.Read(_values, _prediction, _target, BatchSize);
    }

    public void AddTo(EpochFigures figures) => figures.Update(_prediction!, _target!, _weights);

    public void Dispose() => _pass.Dispose();

    /// <summary>Batch, forward, loss, backward and update.</summary>
    private void Compute()
    {
        var (features, targets, weights) = _data.Batch(_optimizer.Numbers.BatchStart, BatchSize);
        _optimizer.ClearGradients();
        _trainable.ClearGradients();
        var prediction = _model.Call(features, ForwardContext.OfStep(_optimizer.Numbers.Step));
        // kept, so that a replay leaves the predictions of its batch in memory of their own
        _prediction = prediction.Detach();
        _target = targets.Detach();
        _weights = _metrics.KeepsWeights ? weights?.Detach() : null;
        var (loss, divisor) = _loss.Measure(prediction, targets, weights);
        loss.Backward();
        _optimizer.LaunchStep(_repeated);
        _values = _metrics.Measure(loss, prediction, targets, divisor);
    }
}
