using System.Text.Json;

namespace NumericsCore;

/// <summary>A checkpoint that a training goes on from: first all of it is read and checked, then it is taken over.</summary>
internal sealed class LoadedCheckpoint : IDisposable
{
    private const int MaxBytes = 1 << 24;

    private readonly SafetensorsFile _file;
    private readonly ModelDocument _document;
    private readonly JsonDocument _json;
    private readonly SettingsReader[] _callbacks;
    private readonly string[] _callbackNames;
    private readonly ulong _seed;
    private readonly long _epochsBegun;
    private readonly int _epoch;
    private readonly bool _isMidEpoch;
    private readonly int _batch;
    private readonly double _batchLoss;
    private readonly double[] _sums;
    private readonly double _weights;
    private readonly int[]? _stateCounts;
    private readonly double _epochLearningRate;
    private readonly string? _stopReason;
    private readonly long _steps;
    private readonly long _optimizerEpochs;
    private readonly double _learningRate;
    private readonly double[] _ownLearningRates;
    private readonly ulong[] _missedSteps;
    private readonly ulong[] _dropout;
    private readonly HashSet<string> _frozen;

    private Model? _model;
    private Optimizer? _optimizer;
    private WeightMatch? _match;
    private List<(Parameter Parameter, int Slot, Tensor Values)> _slots = [];
    private double[] _history = [];
    private double[][] _states = [];

    private LoadedCheckpoint(SafetensorsFile file, ModelDocument document, JsonDocument json)
    {
        (_file, _document, _json) = (file, document, json);
        var reader = new SettingsReader(file.Path, $"metadata '{CheckpointFile.Key}'", json.RootElement, new LoadedLayers());
        int version = reader.ReadInt32("version");
        if (version is < 1 or > CheckpointFile.Version)
            throw reader.Broken(version < 1 ? FormattableString.Invariant($"version is {version}; expected 1 or more") : $"it is of version {version}, and this NumericsCore reads up to {CheckpointFile.Version}; go on with a newer one");
        Plan = new FitPlan(
            reader.ReadInt32("rows"), Shape.Create(reader.ReadInt32s("sample")), Shape.Create(reader.ReadInt32s("target")), reader.ReadBoolean("hasWeights"),
            reader.ReadInt32("validationRows"), reader.ReadInt32("batchSize"), reader.ReadBoolean("shuffles"), reader.ReadUInt64("orders"),
            reader.Has("virtualShards") ? reader.ReadInt32("virtualShards") : 1);
        _seed = reader.ReadUInt64("seed");
        _epochsBegun = reader.ReadInt64("epochsBegun");
        _epoch = reader.ReadInt32("epoch");
        _isMidEpoch = reader.ReadBoolean("isMidEpoch");
        _batch = reader.ReadInt32("batch");
        _batchLoss = reader.ReadDouble("batchLoss");
        _sums = reader.ReadDoubles("sums");
        _weights = reader.ReadDouble("weights");
        _stateCounts = reader.Has("metricStates") ? reader.ReadInt32s("metricStates") : null;
        _epochLearningRate = reader.ReadDouble("epochLearningRate");
        _stopReason = reader.ReadStringOrNull("stopReason");
        _steps = reader.ReadInt64("steps");
        _optimizerEpochs = reader.ReadInt64("optimizerEpochs");
        _learningRate = reader.ReadDouble("learningRate");
        FirstLearningRate = reader.ReadDouble("firstLearningRate");
        _ownLearningRates = reader.ReadDoubles("groupLearningRates");
        FirstOwnLearningRates = reader.ReadDoubles("firstGroupLearningRates");
        _missedSteps = reader.ReadUInt64s("missedSteps");
        _dropout = reader.ReadUInt64s("dropout");
        _callbacks = reader.ReadParts("callbacks", reader.Nested);
        _callbackNames = [.. _callbacks.Select(static part => part.ReadString("callback"))];
        reader.RequireAllRead();
        _frozen = [.. document.Frozen];
        if (Plan.Shards is < 1 or > FitPlan.MaxShards || _epoch < 1 || _batch < 0 || _epochsBegun is < 1 or > uint.MaxValue || _steps < 1 || _optimizerEpochs < EpochsDone || !IsLearningRate(_learningRate) || !_ownLearningRates.All(IsLearningRate) || _ownLearningRates.Length != FirstOwnLearningRates.Length || _stopReason?.Length == 0
            || _missedSteps.Any(missed => missed > (ulong)_steps) || _dropout.Where(static (_, i) => i % 3 != 0).Any(static number => number > uint.MaxValue))
            throw reader.Broken("its numbers contradict each other");
    }

    /// <summary>What the training is of.</summary>
    public FitPlan Plan { get; }

    /// <summary>What the learning rate was before the first step.</summary>
    public double FirstLearningRate { get; }

    /// <summary>The same of the groups with a learning rate of their own.</summary>
    public double[] FirstOwnLearningRates { get; }

    private int EpochsDone => _isMidEpoch ? _epoch - 1 : _epoch;

    /// <summary>Reads what a checkpoint says of a training.</summary>
    /// <exception cref="ModelFileException">There is no such file, it breaks a rule, or is no checkpoint.</exception>
    public static LoadedCheckpoint Open(string path)
    {
        var file = SafetensorsFile.Open(path);
        ModelDocument? document = null;
        JsonDocument? json = null;
        try
        {
            byte[] bytes = file.MetadataOf(CheckpointFile.Key) ?? throw new ModelFileException(path, $"it is no checkpoint (no metadata '{CheckpointFile.Key}'), so no training can go on from it; a model that was saved is loaded with Model.Load");
            if (bytes.Length > MaxBytes) throw new ModelFileException(path, $"metadata '{CheckpointFile.Key}' has {bytes.Length} bytes; expected at most {MaxBytes}");
            document = ModelDocument.Read(file);
            json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new LoadedCheckpoint(file, document, json);
        }
        catch (Exception e)
        {
            json?.Dispose();
            document?.Dispose();
            file.Dispose();
            // text that is no JSON, or with half a character; a shape that is none
            if (e is JsonException or InvalidOperationException or ArgumentException) throw new ModelFileException(path, $"metadata '{CheckpointFile.Key}' is broken: {ModelFileException.Said(e)}", e);
            throw;
        }
    }

    public void Dispose()
    {
        _json.Dispose();
        _document.Dispose();
        _file.Dispose();
    }

    /// <exception cref="ModelFileException">The model, or what it is compiled with, is another.</exception>
    public void RequireModel(Model model)
    {
        using var present = JsonDocument.Parse(ModelDocument.Write(model, model.Compilation), new JsonDocumentOptions { MaxDepth = ModelDocument.MaxDepth });
        if (DocumentDifference.Between(_document.Root, present.RootElement) is { } difference) throw Another(difference);
        var (optimizer, _, _) = model.Compilation!;
        // one that has made steps may have changed it since
        if (optimizer.StepCount > 0) return;
        if (optimizer.LearningRate != FirstLearningRate)
            throw Another(FormattableString.Invariant($"the learning rate was {FirstLearningRate} at its beginning and is {optimizer.LearningRate} here"));
        foreach (var (first, here) in FirstOwnLearningRates.Zip(optimizer.OwnLearningRates))
            if (first != here) throw Another(FormattableString.Invariant($"the learning rate of a group was {first} at its beginning and is {here} here"));
    }

    /// <exception cref="ModelFileException">The data or the arguments are other ones.</exception>
    public void RequirePlan(FitPlan plan, int epochs, IReadOnlyList<Callback> callbacks)
    {
        Same(Plan.Rows, plan.Rows, "rows to train on");
        Same(Plan.Sample, plan.Sample, "shape of a sample");
        Same(Plan.Target, plan.Target, "shape of a target");
        Same(Plan.HasWeights ? "given" : "not given", plan.HasWeights ? "given" : "not given", "sample weights");
        Same(Plan.ValidationRows, plan.ValidationRows, "rows to validate on");
        Same(Plan.BatchSize, plan.BatchSize, "batch size");
        Same(Plan.Shards, plan.Shards, "virtual shards");
        Same(Plan.Shuffles, plan.Shuffles, "shuffle");
        Same(Plan.Orders, plan.Orders, "seed");
        if (epochs < _epoch) throw Another(FormattableString.Invariant($"it has {(_isMidEpoch ? "begun" : "finished")} epoch {_epoch}, and epochs is {epochs}; expected at least {_epoch}"));
        string[] names = [.. callbacks.Select(static callback => callback.StateName).OfType<string>()];
        if (!names.SequenceEqual(_callbackNames)) throw Another($"the callbacks with a state were {List(_callbackNames)}, and here they are {List(names)}");

        void Same<T>(T saved, T present, string what)
        {
            if (!EqualityComparer<T>.Default.Equals(saved, present)) throw Another(FormattableString.Invariant($"{what}: {saved} in the checkpoint, {present} here"));
        }

        static string List(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names.Select(ModelFileException.Quote));
    }

    /// <summary>Reads all that is to be restored.</summary>
    /// <exception cref="ModelFileException">Something is missing or does not fit.</exception>
    public void Prepare(Model model, Optimizer optimizer)
    {
        (_model, _optimizer) = (model, optimizer);
        int values = 1 + model.Compilation!.Metrics.Count;
        if (_sums.Length != values || _missedSteps.Length != optimizer.MissedSteps.Count || _dropout.Length != 3 * RandomLayers.Of(model).Count)
            throw new ModelFileException(_file.Path, "the checkpoint has other numbers of metrics, parameters or dropout layers than its model");
        if (_ownLearningRates.Length != optimizer.OwnLearningRates.Length) throw new ModelFileException(_file.Path, "the checkpoint has learning rates of other groups than its optimizer");
        if (_batch > (Plan.Rows + Plan.BatchSize - 1L) / Plan.BatchSize) throw new ModelFileException(_file.Path, $"the checkpoint has made {_batch} steps in an epoch that has fewer");
        foreach (string path in _frozen)
            if (!model.NamedParameters.ContainsKey(path)) throw new ModelFileException(_file.Path, $"frozen names the parameter {ModelFileException.Quote(path)}, which the model does not have");
        _match = new WeightMatch(_file, model.NamedVariables, null, convert: false);
        _match.Require(strict: true);
        _slots = [.. CheckpointFile.OptimizedBy(model, optimizer).SelectMany(pair => Enumerable.Range(0, optimizer.Slots).Select(slot =>
            (pair.Parameter, slot, CheckpointTensors.Read(_file, CheckpointTensors.Slot(slot, pair.Path), pair.Parameter.Shape, pair.Parameter.ElementType, pair.Parameter.Device))))];
        ReadMetricStates(model.Compilation.Metrics, (int)model.OutputShape!.Value.Product(0, model.OutputShape.Value.Rank));
        if (EpochsDone > 0) _history = CheckpointTensors.Read(_file, CheckpointTensors.History, [EpochsDone, Columns(values)], ElementType.Float64, Device.Cpu).ToArray<double>();
    }

    /// <summary>Shows the callbacks what was, before they begin.</summary>
    public void RestoreHistory(FitContext context, IReadOnlyList<Metric> metrics)
    {
        context.Epoch = _epoch;
        context.Batch = _batch;
        context.BatchLoss = _batchLoss;
        int values = 1 + metrics.Count;
        int columns = Columns(values);
        for (int epoch = 0; epoch < EpochsDone; epoch++)
        {
            int at = epoch * columns;
            context.History.Append(new EpochResult(epoch + 1, Result(at), Plan.ValidationRows > 0 ? Result(at + values) : null) { LearningRate = _history[at + columns - 1] });
        }

        EvaluationResult Result(int at) => new(_history[at], metrics.Select((metric, i) => (metric.Name, Value: _history[at + 1 + i])).ToDictionary(static pair => pair.Name, static pair => pair.Value));
    }

    /// <exception cref="ModelFileException">A callback does not take its state.</exception>
    public void RestoreCallbacks(IReadOnlyList<Callback> callbacks)
    {
        int index = 0;
        foreach (var callback in callbacks.Where(static callback => callback.StateName is not null))
        {
            callback.LoadState(new CallbackStateReader(_callbacks[index], CheckpointTensors.Callback(index), _file, _model!.Parameters.Select(static parameter => parameter.Device).FirstOrDefault(Device.Default)));
            _callbacks[index++].RequireAllRead();
        }
    }

    /// <summary>Gives weights, optimizer and random streams what they had.</summary>
    public void RestoreModel()
    {
        var (model, optimizer) = (_model!, _optimizer!);
        _match!.ReadAndAssign(allowNonFinite: true);
        foreach (var (path, parameter) in model.NamedParameters) parameter.IsTrainable = !_frozen.Contains(path);
        foreach (var (parameter, slot, values) in _slots) optimizer.Slot(parameter, slot).CopyFrom(values);
        _slots.Clear();
        optimizer.GoOn(_steps, _optimizerEpochs, _learningRate, _ownLearningRates, _missedSteps);
        // the order of an epoch in progress is made again
        model.GoOn(_seed, (uint)(_isMidEpoch ? _epochsBegun - 1 : _epochsBegun));
        foreach (var (layer, state) in RandomLayers.Of(model).Zip(_dropout.Chunk(3))) layer.RandomState = state;
    }

    /// <summary>Takes over the place within the epoch.</summary>
    /// <returns>Whether it is within one.</returns>
    public bool RestoreProgress(FitContext context, EpochState progress)
    {
        progress.Batches = _batch;
        progress.Weights = _weights;
        progress.LearningRate = _epochLearningRate;
        _sums.CopyTo(progress.Sums, 0);
        foreach (var (state, values) in progress.Figures.States.Zip(_states)) state.Append(values);
        if (_stopReason is not null) context.Stop(_stopReason);
        return _isMidEpoch;
    }

    /// <exception cref="ModelFileException">They are missing, or of other metrics.</exception>
    private void ReadMetricStates(IReadOnlyList<Metric> metrics, int outputs)
    {
        bool needed = _isMidEpoch && metrics.Any(static metric => metric is EpochMetric);
        if (needed != _stateCounts is not null || (needed && (_stateCounts!.Length != metrics.Count || _stateCounts.Where((count, i) => count < 0 || (count > 0 && metrics[i] is not EpochMetric)).Any())))
            throw new ModelFileException(_file.Path, "the checkpoint has states of other metrics than its model");
        _states = [.. (_stateCounts ?? []).Select((count, i) => count == 0 ? [] : CheckpointTensors.Read(_file, CheckpointTensors.Metric(i), [count], ElementType.Float64, Device.Cpu).ToArray<double>())];
        for (int i = 0; i < _states.Length; i++)
        {
            if (metrics[i] is EpochMetric metric && !metric.IsState(_states[i], outputs, Math.Min((long)_batch * Plan.BatchSize, Plan.Rows)))
                throw new ModelFileException(_file.Path, $"the checkpoint's state of the metric '{metric.Name}' is none that its steps can have made");
        }
    }

    /// <summary>The columns of the history: the values of an epoch, those of the rows held out, the learning rate.</summary>
    private int Columns(int values) => (Plan.ValidationRows > 0 ? 2 : 1) * values + 1;

    private static bool IsLearningRate(double value) => value >= 0 && double.IsFinite(value);

    private ModelFileException Another(string difference) => new(_file.Path, $"the checkpoint is of another training: {difference}");
}
