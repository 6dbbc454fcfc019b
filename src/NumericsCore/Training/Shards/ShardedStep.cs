namespace NumericsCore;

/// <summary>
/// One optimizer step on batches that are cut into virtual shards: their sums are computed one after the other over the same memory and added
/// in the order of <see cref="SumTree"/>. Several processes have neighbouring shards each, and exchange what their subtrees gave.
/// </summary>
internal sealed class ShardedStep : ITrainingStep
{
    private readonly StepMetrics _metrics;
    private readonly ShardRows[] _rows;
    private readonly ShardSchedule _schedule;
    private readonly int _lastCompute;
    private readonly ElementRange[] _buckets;

    // all but the last bucket, which has what the passes write at their end
    private readonly ElementRange[] _early;
    private readonly SumPlaces? _places;
    private readonly ShardExchange? _exchange;
    private readonly BackgroundWork? _background;
    private readonly Action<int>? _completed;
    private readonly StateShards? _stateShards;
    private readonly List<ShardPass> _passes = [];
    private readonly RecordedPass _finish;
    private readonly TrainableParameters _trainable;
    private readonly Tensor _gradients;
    private readonly long _length;
    private readonly Tensor? _slots;
    private readonly Tensor? _predictions;
    private readonly long _outputs;
    private UpdatePlan? _plan;

    // of a step whose finish could be replayed
    private UpdatePlan? _repeated;
    private Tensor[] _values = [];
    private ShardPass? _last;
    private bool _hasDivisor;

    // of the last batch
    private Tensor? _target;
    private Tensor? _weights;

    public ShardedStep(Model model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics, TrainingData data, int batchSize, int shards, IProcessGroup? processes, StateShards? stateShards = null, bool isChecked = false)
    {
        IsChecked = isChecked;
        (Model, Optimizer, Loss, Data, BatchSize) = (model, optimizer, loss, data, batchSize);
        _metrics = new StepMetrics(metrics);
        _stateShards = stateShards;
        var device = data.Features.Device;
        Numbers = new ShardNumbers(device);
        Rest = new SumRest(model, optimizer.Buffer);
        _gradients = optimizer.Buffer.Gradients.Whole;
        _length = _gradients.ElementCount + Rest.Whole.ElementCount;
        _rows = [.. Enumerable.Range(0, shards).Select(shard => ShardRows.Of(shard, shards, batchSize))];
        bool isAlone = processes is null or { Size: 1 };
        var roots = isAlone ? [new Subtree(0, shards)] : ShardExchange.RootsOf(processes!.Rank, processes.Size, _rows);
        _buckets = GradientBuckets.Of(optimizer.Buffer, _length, isWhole: isAlone || stateShards is not null);
        _early = _buckets[..^1];
        bool keepsRoots = !isAlone && !SumPlaces.CanBe(roots.Count, _buckets);
        _schedule = new ShardSchedule(_rows, roots, keepsRoots);
        _lastCompute = Array.FindLastIndex(_schedule.Steps, static step => step.Action == ShardAction.Compute);
        // the exchange leaves the sum in the first slot
        int slots = keepsRoots ? Math.Max(1, _schedule.Slots) : _schedule.Slots;
        if (slots > 0) _slots = Tensor.Empty(device, _gradients.ElementType, [checked((int)(slots * _length))]);
        if (!isAlone)
        {
            _places = new SumPlaces(keepsRoots ? _slots : null, _gradients, Rest.Whole);
            _exchange = new ShardExchange(processes!, _rows, _places, _length, _gradients.ElementCount, _buckets);
            if (_buckets.Length > 1 && _lastCompute >= 0 && processes!.AllowsSeveralThreads && _gradients.IsInHostMemory)
            {
                _background = new BackgroundWork(_buckets.Length, Exchange);
                _completed = _background.Release;
            }
        }

        if (!_metrics.IsEmpty)
        {
            _predictions = Tensor.Empty(device, data.Features.ElementType, [batchSize, .. model.OutputShape!.Value]);
            _outputs = _predictions.ElementCount / batchSize;
        }

        _trainable = new TrainableParameters(model);
        _finish = new RecordedPass(device.Backend, mayReplay: true, isChecked);
    }

    public Model Model { get; }

    public Optimizer Optimizer { get; }

    public Loss Loss { get; }

    public TrainingData Data { get; }

    public ShardNumbers Numbers { get; }

    public SumRest Rest { get; }

    public int BatchSize { get; }

    /// <summary>Whether passes that could be replayed are made anew now and then.</summary>
    public bool IsChecked { get; }

    public bool IsReplaying => IsFinishRecorded && !_finish.IsCheckDue && _passes.TrueForAll(static pass => pass.IsReplaying);

    public double[] Values => _metrics.Values;

    public string? PredictionFault => _last?.Prediction is { } prediction ? Loss.FaultOf(prediction) : null;

    public double LossWeight => _metrics.LossWeight;

    private bool IsFinishRecorded => _finish.IsRecorded && _trainable.AreAsNoted() && Optimizer.CanRepeat(_plan!);

    public void Run(int start)
    {
        _repeated = IsFinishRecorded ? _plan : null;
        bool checks = _repeated is not null && _finish.IsCheckDue;
        if (checks) Optimizer.RequireSameRules();
        Optimizer.PrepareStep(start, _repeated);
        Rest.KeepBuffers();
        for (int i = 0; i <= _lastCompute; i++)
        {
            var step = _schedule.Steps[i];
            if (step.Action == ShardAction.Compute) Compute(step.Index, start, i == _lastCompute ? _completed : null);
            else AddUp(step, new(0, _length));
        }

        if (_exchange is null) AddUpLast(new(0, _length));
        else if (_background is null) ExchangeAll();
        else _background.Finish();
        if (_exchange is not null && _predictions is not null) _exchange.Gather(_predictions, _outputs);
        Finish(checks);
        // each process has made the step of its part
        _stateShards?.ShareParameters();
        _metrics.Read(_values, _predictions, _target, BatchSize);
    }

    public void AddTo(EpochFigures figures) => figures.Update(_predictions!, _target!, _weights);

    public void Dispose()
    {
        _background?.Dispose();
        foreach (var pass in _passes) pass.Dispose();
        _finish.Dispose();
    }

    private void Compute(int shard, int start, Action<int>? completed)
    {
        var rows = _rows[shard];
        Numbers.Upload(start, (uint)Optimizer.StepCount, rows);
        var pass = _last = PassOf(rows.Count);
        pass.Run(_early, completed);
        if (_predictions is not null) FlatCopy.Run(pass.Prediction!, 0, _predictions, rows.Start * _outputs, rows.Count * _outputs);
    }

    /// <summary>Stores or adds a range of the sum that was computed last.</summary>
    private void AddUp(ShardStep step, ElementRange range)
    {
        long at = step.Index * _length;
        var gradients = range.Within(0, _gradients.ElementCount);
        var rest = range.Within(_gradients.ElementCount, _length);
        AddUp(step.Action, _gradients, gradients.Start, at + gradients.Start, gradients.Count);
        AddUp(step.Action, Rest.Whole, rest.Start - _gradients.ElementCount, at + rest.Start, rest.Count);
    }

    private void AddUp(ShardAction action, Tensor sum, long start, long place, long count)
    {
        if (action == ShardAction.Store) FlatCopy.Run(sum, start, _slots!, place, count);
        else FlatCopy.Add(_slots!, place, sum, start, count);
    }

    /// <summary>Does what is left to do with a range of the sum when the last shard is computed.</summary>
    private void AddUpLast(ElementRange range)
    {
        for (int i = _lastCompute + 1; i < _schedule.Steps.Length; i++) AddUp(_schedule.Steps[i], range);
    }

    private void ExchangeAll()
    {
        for (int bucket = 0; bucket < _buckets.Length; bucket++) Exchange(bucket);
    }

    /// <summary>Puts the sum of all shards of all processes into the place of this process's, for one bucket.</summary>
    private void Exchange(int bucket)
    {
        var range = _buckets[bucket];
        AddUpLast(range);
        _exchange!.Sum(bucket);
        long gradients = _gradients.ElementCount;
        // the norm of all gradients needs all of them
        bool needsAll = _stateShards is null || Optimizer.ClipNorm is not null;
        _exchange.Share(bucket, needsAll ? 0 : gradients);
        if (_places!.IsInPlace) return;
        var needed = needsAll ? range.Within(0, gradients) : _stateShards!.Mine;
        FlatCopy.Run(_slots!, needed.Start, _gradients, needed.Start, needed.Count);
        var rest = range.Within(gradients, _length);
        FlatCopy.Run(_slots!, rest.Start, Rest.Whole, rest.Start - gradients, rest.Count);
    }

    private void Finish(bool checks)
    {
        if (_repeated is not null && !checks)
        {
            _finish.Replay();
            Optimizer.FinishReplayedStep(_plan!);
            return;
        }

        _trainable.Note();
        _hasDivisor = Rest.MarkGradients();
        _finish.Make(Update, static () => null, () => [.. _values, _target!, .. _weights is null ? (Tensor[])[] : [_weights]], checks);
        if (_finish.IsRecorded) _plan = Optimizer.LastPlan;
        Optimizer.FinishStep();
    }

    /// <summary>What is made of the sum: division, buffers, update and metrics.</summary>
    private void Update()
    {
        using var scope = GradientMode.Disable();
        var (targets, weights) = Data.BatchTargets(Optimizer.Numbers.BatchStart, BatchSize);
        _target = targets;
        _weights = _metrics.KeepsWeights ? weights : null;
        Tensor loss = Rest.Loss.Copy();
        Tensor? divisor = null;
        if (_hasDivisor)
        {
            divisor = Rest.Divisor.Copy();
            loss = Tensor.Zip<WeightedMean>(loss, divisor);
            _gradients.CopyFrom(Tensor.Zip<WeightedMean>(_gradients, divisor));
        }

        Rest.ChangeBuffers();
        Optimizer.LaunchStep(_repeated);
        _values = _metrics.Measure(loss, _predictions ?? loss, targets, divisor);
    }

    private ShardPass PassOf(int rows)
    {
        foreach (var known in _passes)
            if (known.Rows == rows) return known;
        var pass = new ShardPass(this, rows);
        _passes.Add(pass);
        return pass;
    }
}
