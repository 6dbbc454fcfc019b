namespace NumericsCore;

/// <summary>Ends training when a value has not improved for a number of epochs.</summary>
public sealed class EarlyStopping : Callback
{
    private readonly string _monitor;
    private readonly MonitorDirection? _direction;
    private readonly double _minDelta;
    private readonly int _patience;
    private ImprovementMonitor? _progress;
    private Tensor[]? _bestWeights;
    private Model? _model;

    /// <param name="monitor">The value's name: "loss", "accuracy", ..., with "val_" for the rows held out.</param>
    /// <param name="patience">Training ends after this many epochs in a row without improvement; at least 0.</param>
    /// <param name="minDelta">A change must be greater than this to count; at least 0.</param>
    /// <param name="restoreBestWeights">
    /// Whether the model ends with the parameters and buffers of its best epoch, also when training was not stopped early, and when it ended by an
    /// exception. The optimizer's state stays that of the last step.
    /// </param>
    /// <param name="direction">Whether smaller or greater values are better; if null the loss is minimised, and a metric says it (<see cref="Metric.Direction"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">The patience or the delta is negative, the delta is not finite, or the direction is none.</exception>
    public EarlyStopping(string monitor = "val_loss", int patience = 10, double minDelta = 0, bool restoreBestWeights = false, MonitorDirection? direction = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        // checks the settings
        _ = new ImprovementMonitor(direction ?? MonitorDirection.Minimize, minDelta, patience);
        _monitor = monitor;
        _direction = direction;
        _minDelta = minDelta;
        _patience = patience;
        RestoreBestWeights = restoreBestWeights;
    }

    /// <summary>Whether the model ends with the parameters and buffers of its best epoch.</summary>
    public bool RestoreBestWeights { get; }

    /// <summary>The best epoch of the last training: 1, 2, ...; null if there was none.</summary>
    public int? BestEpoch => _progress?.BestEpoch;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The training has no such value, or which of its values are better is not known.</exception>
    protected override void OnFitBegin(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _progress = new ImprovementMonitor(context.Values.DirectionOf(_monitor, _direction, nameof(EarlyStopping)), _minDelta, _patience);
        _model = context.Model;
        _bestWeights = null;
    }

    /// <inheritdoc/>
    protected override void OnEpochEnd(FitContext context, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(result);
        if (_progress is null) throw new InvalidOperationException("EarlyStopping compares the epochs of a training: call OnFitBegin first.");
        if (_progress.Observe(result.Epoch, result[_monitor]) && RestoreBestWeights) _bestWeights = context.Model.CopyWeights();
        if (_progress.ShouldStop)
            context.Stop($"{_monitor} has not improved for {_progress.EpochsWithoutImprovement} epoch{(_progress.EpochsWithoutImprovement == 1 ? "" : "s")}");
    }

    /// <inheritdoc/>
    protected override void OnFitEnd(FitContext context) => Restore(context);

    /// <inheritdoc/>
    protected override void OnFitAborted(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // a checkpoint that does not fit leaves the model as it was
        if (context.IsUnderWay) Restore(context);
        _bestWeights = null;
    }

    /// <inheritdoc/>
    public override string StateName => "early_stopping";

    /// <inheritdoc/>
    public override void SaveState(CallbackStateWriter state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_progress is null || _model is null) throw new InvalidOperationException("EarlyStopping has a state within a training: call OnFitBegin first.");
        state.Values.Write("monitor", _monitor);
        state.Values.Write("restoreBestWeights", RestoreBestWeights);
        state.Values.Write("bestValue", _progress.BestValue);
        state.Values.Write("bestEpoch", _progress.BestEpoch ?? 0);
        state.Values.Write("lastEpoch", _progress.LastEpoch ?? -1);
        state.Values.Write("epochsWithoutImprovement", _progress.EpochsWithoutImprovement);
        state.Values.Write("hasWeights", _bestWeights is not null);
        if (_bestWeights is null) return;
        foreach (var (path, weights) in _model.NamedVariables.Keys.Zip(_bestWeights)) state.Write(path, weights);
    }

    /// <inheritdoc/>
    /// <exception cref="ModelFileException">It is the state of another monitor.</exception>
    public override void LoadState(CallbackStateReader state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_progress is null || _model is null) throw new InvalidOperationException("EarlyStopping takes a state within a training: call OnFitBegin first.");
        var values = state.Values;
        string monitor = values.ReadString("monitor");
        if (monitor != _monitor) throw new ModelFileException(values.File, $"the checkpoint's EarlyStopping monitors {ModelFileException.Quote(monitor)}, this one '{_monitor}'");
        bool restores = values.ReadBoolean("restoreBestWeights");
        if (restores != RestoreBestWeights)
            throw new ModelFileException(values.File, $"the checkpoint's EarlyStopping {(restores ? "restores" : "does not restore")} the best weights, this one {(RestoreBestWeights ? "does" : "does not")}");
        int bestEpoch = values.ReadInt32("bestEpoch");
        int lastEpoch = values.ReadInt32("lastEpoch");
        int since = values.ReadInt32("epochsWithoutImprovement");
        double? best = values.ReadDoubleOrNull("bestValue");
        if (lastEpoch < -1 || bestEpoch < 0 || bestEpoch > Math.Max(lastEpoch, 0) || since < 0 || best is null != (bestEpoch == 0))
            throw new ModelFileException(values.File, "the checkpoint's EarlyStopping has epochs and a best value that contradict each other");
        Tensor[]? weights = values.ReadBoolean("hasWeights") ? [.. _model.NamedVariables.Select(pair => state.Read(pair.Key, pair.Value.Shape, pair.Value.ElementType))] : null;
        if (weights is null == (RestoreBestWeights && best is not null))
            throw new ModelFileException(values.File, "the checkpoint's EarlyStopping has no weights of its best epoch, or weights without one");
        _progress.GoOn(best, best is null ? null : bestEpoch, since, lastEpoch < 0 ? null : lastEpoch);
        _bestWeights = weights;
    }

    internal override void Check(MonitoredValues values) => values.DirectionOf(_monitor, _direction, nameof(EarlyStopping));

    private void Restore(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_bestWeights is not null) context.Model.RestoreWeights(_bestWeights);
        _bestWeights = null;
    }

    /// <summary>What is looked at, and for how long.</summary>
    public override string ToString() => new RecordText(nameof(EarlyStopping)).Add("Monitor", _monitor).Add("Patience", _patience).Add(nameof(RestoreBestWeights), RestoreBestWeights).AddIfSet(nameof(BestEpoch), BestEpoch).ToString();
}
