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

    /// <param name="monitor">The value's name: "loss", "accuracy", ..., with "val_" for the rows held out.</param>
    /// <param name="patience">Training ends after this many epochs in a row without improvement; at least 0.</param>
    /// <param name="minDelta">A change must be greater than this to count; at least 0.</param>
    /// <param name="restoreBestWeights">
    /// Whether the model ends with the parameters of its best epoch, also when training was not stopped early, and when it ended by an
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

    /// <summary>Whether the model ends with the parameters of its best epoch.</summary>
    public bool RestoreBestWeights { get; }

    /// <summary>The best epoch of the last training: 1, 2, ...; null if there was none.</summary>
    public int? BestEpoch => _progress?.BestEpoch;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The training has no such value, or which of its values are better is not known.</exception>
    public override void OnFitBegin(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _progress = new ImprovementMonitor(Direction(context.Values), _minDelta, _patience);
        _bestWeights = null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(FitContext context, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(result);
        if (_progress is null) throw new InvalidOperationException("EarlyStopping compares the epochs of a training: call OnFitBegin first.");
        if (_progress.Observe(result.Epoch, result[_monitor]) && RestoreBestWeights) _bestWeights = context.Model.CopyWeights();
        if (_progress.ShouldStop)
            context.Stop($"{_monitor} has not improved for {_progress.EpochsWithoutImprovement} epoch{(_progress.EpochsWithoutImprovement == 1 ? "" : "s")}");
    }

    /// <inheritdoc/>
    public override void OnFitEnd(FitContext context) => Restore(context);

    /// <inheritdoc/>
    public override void OnFitAborted(FitContext context) => Restore(context);

    internal override void Check(MonitoredValues values) => Direction(values);

    private MonitorDirection Direction(MonitoredValues values)
    {
        if (_direction is not { } direction) return values.DirectionOf(_monitor);
        values.Require(_monitor);
        return direction;
    }

    private void Restore(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_bestWeights is not null) context.Model.RestoreWeights(_bestWeights);
        _bestWeights = null;
    }
}
