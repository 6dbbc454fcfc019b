using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// One optimizer step on batches of one size. The first runs the model and records its kernel calls; later ones replay them over the
/// same memory: no tape is walked and nothing is allocated.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly Model _model;
    private readonly Optimizer _optimizer;
    private readonly Loss _loss;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly TrainingData _data;
    private readonly Parameter[] _parameters;
    private readonly bool[] _trainable;
    private bool _mayReplay;
    private Recording? _recording;
    private Tensor[] _values = [];
    private Tensor? _prediction;

    public TrainingStep(Model model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics, TrainingData data, int batchSize)
    {
        _model = model;
        _optimizer = optimizer;
        _loss = loss;
        _metrics = metrics;
        _data = data;
        BatchSize = batchSize;
        _parameters = [.. model.Parameters];
        _trainable = new bool[_parameters.Length];
        _mayReplay = model.IsReplayable;
        Values = new double[1 + metrics.Count];
    }

    public int BatchSize { get; }

    /// <summary>Whether the next step replays a recorded one.</summary>
    public bool IsReplaying => _recording is not null && TrainableAsRecorded();

    /// <summary>Kernel calls in a replayed step; 0 if none is recorded.</summary>
    public int RecordedCalls => _recording?.Count ?? 0;

    /// <summary>The loss and the metrics of the last batch.</summary>
    public double[] Values { get; }

    /// <summary>Why the loss cannot take the last batch's predictions; null if it can.</summary>
    public string? PredictionFault => _prediction is null ? null : _loss.FaultOf(_prediction);

    /// <summary>Makes the step of the batch whose rows the data's order names from <paramref name="start"/> on.</summary>
    public void Run(int start)
    {
        _optimizer.PrepareStep(start);
        if (IsReplaying) _recording!.Replay();
        else if (_mayReplay) RunRecorded();
        else _values = Compute();
        _optimizer.FinishStep();
        ReadValues();
    }

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
        }
        catch
        {
            recording.Dispose();
            throw;
        }

        recording.End();
        // within the recording nothing could be read
        if (PredictionFault is { } fault)
        {
            recording.Dispose();
            throw new ArgumentException(fault);
        }

        if (recording.Obstacle is null)
        {
            _recording = recording;
        }
        else
        {
            _mayReplay = false;
            recording.Dispose();
        }
    }

    /// <summary>Batch, forward, loss, backward and update; the values to report.</summary>
    private Tensor[] Compute()
    {
        var (features, targets, weights) = _data.Batch(_optimizer.Numbers.BatchStart, BatchSize);
        _optimizer.ClearGradients();
        Tensor prediction;
        using (DrawCounter.Begin(_optimizer.Numbers.Step)) prediction = _model.Call(features, training: true);
        // kept, so that a replay leaves the predictions of its batch in memory of their own
        _prediction = prediction.Detach();
        var loss = _loss.Call(prediction, targets, weights);
        loss.Backward();
        _optimizer.LaunchStep();
        using (GradientMode.Disable()) return [loss.Detach(), .. _metrics.Select(metric => metric.Call(prediction.Detach(), targets))];
    }

    private void ReadValues()
    {
        for (int i = 0; i < Values.Length; i++) Values[i] = _values[i].ToScalar();
    }

    private bool TrainableAsRecorded()
    {
        for (int i = 0; i < _parameters.Length; i++)
            if (_parameters[i].IsTrainable != _trainable[i]) return false;
        return true;
    }
}
