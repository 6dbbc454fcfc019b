using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// One optimizer step on batches of one size. The first runs the model and records its kernel calls; later ones replay them over the
/// same memory: no tape is traversed and nothing is allocated. Metrics that may not be replayed are called after each step.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly Model _model;
    private readonly Optimizer _optimizer;
    private readonly Loss _loss;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly bool[] _isReplayed;
    private readonly bool[] _isOfEpoch;
    private readonly bool _keepsWeights;
    private readonly TrainingData _data;
    private readonly Parameter[] _parameters;
    private readonly bool[] _trainable;
    private bool _mayReplay;
    private Recording? _recording;
    private UpdatePlan? _plan;
    private Tensor[] _values = [];

    // of the last batch
    private Tensor? _prediction;
    private Tensor? _target;
    private Tensor? _weights;

    public TrainingStep(Model model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics, TrainingData data, int batchSize)
    {
        _model = model;
        _optimizer = optimizer;
        _loss = loss;
        _metrics = metrics;
        _isReplayed = [.. metrics.Select(static metric => metric.IsReplayable)];
        _isOfEpoch = [.. metrics.Select(static metric => metric is EpochMetric)];
        foreach (bool isOfEpoch in _isOfEpoch) _keepsWeights |= isOfEpoch;
        _data = data;
        BatchSize = batchSize;
        _parameters = [.. model.Parameters];
        _trainable = new bool[_parameters.Length];
        _mayReplay = model.IsReplayable && loss.IsReplayable;
        Values = new double[1 + metrics.Count];
    }

    public int BatchSize { get; }

    /// <summary>Whether the next step replays a recorded one.</summary>
    public bool IsReplaying => _recording is not null && TrainableAsRecorded() && _optimizer.CanRepeat(_plan!);

    /// <summary>Kernel calls in a replayed step; 0 if none is recorded.</summary>
    public int RecordedCalls => _recording?.Count ?? 0;

    /// <summary>The loss and the metrics of the last batch; 0 for epoch metrics.</summary>
    public double[] Values { get; }

    /// <summary>Why the loss cannot take the last batch's predictions; null if it can.</summary>
    public string? PredictionFault => _prediction is null ? null : _loss.FaultOf(_prediction);

    /// <summary>What the last batch's loss counts in a mean over batches: the samples, or the sum of the weights that it was divided by.</summary>
    public double LossWeight { get; private set; }

    /// <summary>Makes the step of the batch whose rows the data's order names from <paramref name="start"/> on.</summary>
    public void Run(int start)
    {
        bool replaying = IsReplaying;
        _optimizer.PrepareStep(start, replaying ? _plan : null);
        if (replaying)
        {
            _recording!.Replay();
            _optimizer.FinishReplayedStep(_plan!);
        }
        else
        {
            if (_mayReplay) RunRecorded();
            else _values = Compute();
            _optimizer.FinishStep();
        }

        ReadValues();
    }

    /// <summary>Gives the epoch metrics the last batch.</summary>
    public void AddTo(EpochFigures figures) => figures.Update(_prediction!, _target!, _weights);

    public void Dispose()
    {
        _recording?.Dispose();
        _recording = null;
    }

    private void RunRecorded()
    {
        Dispose();
        for (int i = 0; i < _parameters.Length; i++) _trainable[i] = _parameters[i].IsTrainable;
        var recording = Recording.Begin(_data.Features.Device.Backend);
        try
        {
            _values = Compute();
            recording.End();
        }
        catch
        {
            recording.GiveUp();
            throw;
        }

        // within the recording nothing could be read
        if (PredictionFault is { } fault)
        {
            recording.Dispose();
            throw new ArgumentException(fault);
        }

        if (recording.NotReplayableReason is null)
        {
            (_recording, _plan) = (recording, _optimizer.LastPlan);
            recording.KeepInPlace([.. _values, _prediction!, _target!, .. _weights is null ? (Tensor[])[] : [_weights]]);
        }
        else
        {
            _mayReplay = false;
            recording.Dispose();
        }
    }

    /// <summary>Batch, forward, loss, backward and update; the loss, the metrics that may be replayed, and what the loss was divided by where that is not the number of losses.</summary>
    private Tensor[] Compute()
    {
        var (features, targets, weights) = _data.Batch(_optimizer.Numbers.BatchStart, BatchSize);
        _optimizer.ClearGradients();
        var prediction = _model.Call(features, ForwardContext.OfStep(_optimizer.Numbers.Step));
        // kept, so that a replay leaves the predictions of its batch in memory of their own
        _prediction = prediction.Detach();
        _target = targets.Detach();
        _weights = _keepsWeights ? weights?.Detach() : null;
        var (loss, divisor) = _loss.Measure(prediction, targets, weights);
        loss.Backward();
        _optimizer.LaunchStep();
        using (GradientMode.Disable())
        {
            return
            [
                loss.Detach(),
                .. _metrics.Where((_, i) => _isReplayed[i]).Select(metric => metric.Measure(prediction.Detach(), targets).Detach()),
                .. divisor is null ? (Tensor[])[] : [divisor.Detach()],
            ];
        }
    }

    private void ReadValues()
    {
        int read = 0;
        Values[0] = _values[read++].ToScalar();
        for (int i = 0; i < _metrics.Count; i++) Values[1 + i] = _isReplayed[i] ? _values[read++].ToScalar() : _isOfEpoch[i] ? 0 : MeasureOnHost(_metrics[i]);
        LossWeight = read < _values.Length ? _values[read].ToScalar() : BatchSize;
    }

    /// <summary>The metric of the last batch, of copies: the next replay writes over what it was made from.</summary>
    private double MeasureOnHost(Metric metric)
    {
        using (GradientMode.Disable()) return metric.Measure(_prediction!.Copy(), _target!.Copy()).ToScalar();
    }

    private bool TrainableAsRecorded()
    {
        for (int i = 0; i < _parameters.Length; i++)
            if (_parameters[i].IsTrainable != _trainable[i]) return false;
        return true;
    }
}
