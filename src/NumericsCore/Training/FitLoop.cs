using System.Diagnostics;

namespace NumericsCore;

/// <summary>The loop over epochs and batches.</summary>
internal sealed class FitLoop : IDisposable
{
    private readonly Model _model;
    private readonly TrainingData _data;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly IReadOnlyList<Callback> _all;
    private readonly Checkpoint[] _checkpoints;
    private readonly FitCallbacks _callbacks;
    private readonly ValidationSet? _validation;
    private readonly ITrainingStep _fullStep;
    private readonly ITrainingStep? _lastStep;
    private readonly bool _writesFiles;
    private readonly StateShards? _stateShards;
    private readonly FitContext _context;
    private readonly FitPlan _plan;
    private readonly EpochState _progress;
    private readonly bool _sumsLosses;
    private double _firstLearningRate;
    private double[] _firstOwnLearningRates;
    private bool _isMidEpoch;

    public FitLoop(Model model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics, TrainingData data, FitPlan plan, IProcessGroup? processes, bool shardsOptimizerState, int epochs, ValidationSet? validation, IReadOnlyList<Callback> callbacks)
    {
        _model = model;
        _data = data;
        _metrics = metrics;
        _validation = validation;
        _plan = plan;
        _progress = new EpochState(metrics, loss);
        _firstLearningRate = optimizer.LearningRate;
        _firstOwnLearningRates = optimizer.OwnLearningRates;
        _sumsLosses = loss.Reduction == Reduction.Sum;
        // all processes have the same state
        _writesFiles = processes is null or { Rank: 0 };
        if (shardsOptimizerState && processes is { Size: > 1 }) _stateShards = new StateShards(processes, optimizer.State);
        bool isChecked = ReplayCheck.IsOn(model, optimizer, loss, metrics);
        _fullStep = Step(plan.BatchSize);
        int rest = data.Rows % plan.BatchSize;
        if (rest > 0) _lastStep = Step(rest);
        _context = new FitContext(model, optimizer, new MonitoredValues(metrics, validation is not null), epochs, data.Rows / plan.BatchSize + (rest > 0 ? 1 : 0));
        _all = callbacks;
        _checkpoints = [.. callbacks.OfType<Checkpoint>()];
        _callbacks = new FitCallbacks(callbacks, _context);

        ITrainingStep Step(int batchSize) => plan.Shards == 1
            ? new TrainingStep(model, optimizer, loss, metrics, data, batchSize, isChecked)
            : new ShardedStep(model, optimizer, loss, metrics, data, batchSize, plan.Shards, processes, _stateShards, isChecked);
    }

    public void Dispose()
    {
        _fullStep.Dispose();
        _lastStep?.Dispose();
    }

    /// <summary>Trains; <paramref name="order"/> gives the order of the rows of each epoch.</summary>
    /// <param name="order">Of the next epoch, or of the one in which the checkpoint was made.</param>
    /// <param name="checkpoint">What to go on from; null to begin.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    public History Run(Func<int[]> order, LoadedCheckpoint? checkpoint, CancellationToken cancellationToken)
    {
        checkpoint?.RestoreHistory(_context, _metrics);
        using var activity = TrainingDiagnostics.StartFit(_model, _context.Optimizer, _plan, _context.Epochs);
        try
        {
            _callbacks.Run(() =>
            {
                if (checkpoint is not null) GoOn(checkpoint);
                _stateShards?.Begin();
                _context.IsUnderWay = true;
                RunEpochs(order, cancellationToken);
                _stateShards?.End();
            });
        }
        catch (Exception e)
        {
            TrainingDiagnostics.Fail(activity, e);
            throw;
        }

        return _context.History;
    }

    private void GoOn(LoadedCheckpoint checkpoint)
    {
        checkpoint.RestoreCallbacks(_all);
        checkpoint.RestoreModel();
        _isMidEpoch = checkpoint.RestoreProgress(_context, _progress);
        _firstLearningRate = checkpoint.FirstLearningRate;
        _firstOwnLearningRates = checkpoint.FirstOwnLearningRates;
    }

    private void RunEpochs(Func<int[]> order, CancellationToken cancellationToken)
    {
        var context = _context;
        for (int epoch = context.History.Epochs.Count + 1; epoch <= context.Epochs && (context.StopReason is null || _isMidEpoch); epoch++)
        {
            using var activity = TrainingDiagnostics.StartEpoch(epoch);
            long start = Stopwatch.GetTimestamp();
            try
            {
                TrainingDiagnostics.EndEpoch(activity, RunWholeEpoch(epoch, order, cancellationToken), start);
            }
            catch (Exception e)
            {
                TrainingDiagnostics.Fail(activity, e);
                throw;
            }
        }
    }

    /// <summary>An epoch, or the rest of one, with its validation and its checkpoint.</summary>
    private EpochResult RunWholeEpoch(int epoch, Func<int[]> order, CancellationToken cancellationToken)
    {
        var context = _context;
        if (!_isMidEpoch)
        {
            context.Epoch = epoch;
            _progress.Clear();
            _callbacks.EpochBegin();
        }

        _data.Order.Set(order());
        _isMidEpoch = true;
        var training = RunEpoch(cancellationToken);
        context.Optimizer.EndEpoch();
        var validation = _validation is { } held ? _model.Evaluate(held.Features, held.Targets, held.Weights) : null;
        var result = new EpochResult(epoch, training, validation) { LearningRate = _progress.LearningRate };
        context.History.Append(result);
        _callbacks.EpochEnd(result);
        _isMidEpoch = false;
        foreach (var checkpoint in _checkpoints)
            if (checkpoint.IsDueAfterEpoch(context)) Save(checkpoint);
        return result;
    }

    private EvaluationResult RunEpoch(CancellationToken cancellationToken)
    {
        var (context, progress) = (_context, _progress);
        double[] sums = progress.Sums;
        for (int batch = progress.Batches + 1; batch <= context.Batches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = batch == context.Batches && _lastStep is not null ? _lastStep : _fullStep;
            progress.LearningRate = context.Optimizer.CurrentLearningRate;
            step.Run(progress.Batches * _plan.BatchSize);
            TrainingDiagnostics.CountStep(step.BatchSize);
            progress.Batches = batch;
            context.Batch = batch;
            context.BatchLoss = step.Values[0];
            if (!double.IsFinite(context.BatchLoss)) throw new TrainingDivergedException(context.Epoch, batch, context.BatchLoss, step.PredictionFault);
            progress.Weights += step.LossWeight;
            sums[0] += step.Values[0] * (_sumsLosses ? 1 : step.LossWeight);
            for (int i = 1; i < sums.Length; i++) sums[i] += step.Values[i] * step.BatchSize;
            if (!progress.Figures.IsEmpty) step.AddTo(progress.Figures);
            _callbacks.BatchEnd();
            // once every callback has seen the step, so that none misses or repeats it
            foreach (var checkpoint in _checkpoints)
                if (checkpoint.IsDueAfterStep(context)) Save(checkpoint);
        }

        var metrics = new Dictionary<string, double>();
        for (int i = 0; i < _metrics.Count; i++) metrics[_metrics[i].Name] = progress.Figures.Result(i) ?? sums[i + 1] / _data.Rows;
        // where no sample has a weight, the loss of every batch is 0
        double loss = _sumsLosses || progress.Weights == 0 ? sums[0] : sums[0] / progress.Weights;
        return new EvaluationResult(loss, metrics);
    }

    private void Save(Checkpoint checkpoint)
    {
        try
        {
            _stateShards?.GatherAtFirst();
            if (_writesFiles) CheckpointFile.Write(checkpoint, new FitState(_context, _plan, _progress, _isMidEpoch, _firstLearningRate, _firstOwnLearningRates, _all));
        }
        finally
        {
            _stateShards?.Release();
        }
    }
}
