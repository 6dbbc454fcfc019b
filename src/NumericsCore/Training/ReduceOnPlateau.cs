namespace NumericsCore;

/// <summary>
/// Multiplies the learning rate by a factor when a value has not improved for a number of epochs, as PyTorch's and Keras's ReduceLROnPlateau:
/// <see cref="Optimizer.LearningRate"/> and those of groups with one of their own. A <see cref="Optimizer.Schedule"/> starts from the reduced
/// learning rate. NaN and infinite values are never improvements.
/// </summary>
public sealed class ReduceOnPlateau : Callback
{
    private readonly string _monitor;
    private readonly double _factor;
    private readonly int _patience;
    private readonly double _minDelta;
    private readonly bool _isRelative;
    private readonly int _cooldown;
    private readonly double _minLearningRate;
    private readonly double _minChange;
    private readonly MonitorDirection? _given;
    private readonly bool _isKeras;
    private MonitorDirection? _direction;
    private double? _best;
    private int _bad;
    private int _cooling;

    /// <param name="monitor">The value's name: "loss", "accuracy", ..., with "val_" for the rows held out.</param>
    /// <param name="factor">What learning rates are multiplied by, above 0 and below 1.</param>
    /// <param name="patience">
    /// In PyTorch how many epochs in a row may be without improvement, and the next one reduces; in Keras how many reduce, 0 being as 1. At least 0.
    /// </param>
    /// <param name="minDelta">How much better than the best a value must be to count, at least 0; threshold of PyTorch.</param>
    /// <param name="relative">Whether that is a fraction of the best value, as in PyTorch, or an amount, as in Keras; by convention if null.</param>
    /// <param name="cooldown">Epochs after a reduction that do not count, at least 0.</param>
    /// <param name="minLearningRate">No learning rate is reduced below this; at least 0.</param>
    /// <param name="minChange">A reduction by no more than this is left out; eps of PyTorch, 1e-8, and 0 in Keras. At least 0.</param>
    /// <param name="direction">Whether smaller or greater values are better; if null the loss is minimised, and a metric says it (<see cref="Metric.Direction"/>).</param>
    /// <param name="convention">Whose way of counting and whose defaults; the papers have none, and are taken as PyTorch.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range, or the direction is none.</exception>
    public ReduceOnPlateau(
        string monitor = "val_loss", double factor = 0.1, int patience = 10, double minDelta = 1e-4, bool? relative = null, int cooldown = 0,
        double minLearningRate = 0, double? minChange = null, MonitorDirection? direction = null, Convention convention = Convention.PyTorch)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        if (!(factor > 0 && factor < 1)) throw Kernels.OutOfRange.Error(nameof(factor), factor, "Expected a number above 0 and below 1.");
        Kernels.OutOfRange.ThrowIfNegative(patience);
        Kernels.OutOfRange.ThrowIfNegative(cooldown);
        if (direction is { } known) Require.Defined(known, nameof(direction));
        Require.Defined(convention, nameof(convention));
        _isKeras = convention == Convention.Keras;
        (_monitor, _factor, _patience, _isRelative, _cooldown, _given) = (monitor, factor, patience, relative ?? !_isKeras, cooldown, direction);
        double change = minChange ?? (_isKeras ? 0 : 1e-8);
        _minDelta = Require.Finite(minDelta, minDelta >= 0, "at least 0", nameof(minDelta));
        _minLearningRate = Require.Finite(minLearningRate, minLearningRate >= 0, "at least 0", nameof(minLearningRate));
        _minChange = Require.Finite(change, change >= 0, "at least 0", nameof(minChange));
    }

    /// <summary>How often a learning rate was reduced in the last training.</summary>
    public int Reductions { get; private set; }

    /// <inheritdoc/>
    public override string StateName => "reduce_on_plateau";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The training has no such value, or which of its values are better is not known.</exception>
    protected override void OnFitBegin(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _direction = context.Values.DirectionOf(_monitor, _given, nameof(ReduceOnPlateau));
        (_best, _bad, _cooling, Reductions) = (null, 0, 0, 0);
    }

    /// <inheritdoc/>
    protected override void OnEpochEnd(FitContext context, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(result);
        if (_direction is not { } direction) throw new InvalidOperationException("ReduceOnPlateau compares the epochs of a training: call OnFitBegin first.");
        if (Observe(result[_monitor], direction) && Reduce(context.Optimizer)) Reductions++;
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackStateWriter state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Values.Write("monitor", _monitor);
        state.Values.Write("bestValue", _best);
        state.Values.Write("badEpochs", _bad);
        state.Values.Write("cooldownEpochs", _cooling);
        state.Values.Write("reductions", Reductions);
    }

    /// <inheritdoc/>
    /// <exception cref="ModelFileException">It is the state of another monitor, or contradicts itself.</exception>
    public override void LoadState(CallbackStateReader state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var values = state.Values;
        string monitor = values.ReadString("monitor");
        if (monitor != _monitor) throw new ModelFileException(values.File, $"the checkpoint's ReduceOnPlateau monitors {ModelFileException.Quote(monitor)}, this one '{_monitor}'");
        double? best = values.ReadDoubleOrNull("bestValue");
        int bad = values.ReadInt32("badEpochs"), cooling = values.ReadInt32("cooldownEpochs"), reductions = values.ReadInt32("reductions");
        if (bad < 0 || cooling < 0 || reductions < 0) throw new ModelFileException(values.File, "the checkpoint's ReduceOnPlateau has counts below 0");
        if (best is { } value && !double.IsFinite(value)) throw new ModelFileException(values.File, "the checkpoint's ReduceOnPlateau has a best value that is no number");
        (_best, _bad, _cooling, Reductions) = (best, bad, cooling, reductions);
    }

    internal override void Check(MonitoredValues values) => values.DirectionOf(_monitor, _given, nameof(ReduceOnPlateau));

    /// <summary>Takes the value of one more epoch; whether the learning rates are to be reduced.</summary>
    internal bool Observe(double value, MonitorDirection direction)
    {
        bool better = IsBetter(value, direction);
        if (better) _best = value;
        bool wasCooling = _cooling > 0;
        if (wasCooling) _cooling--;
        // PyTorch leaves out every epoch of the cooldown, Keras all but its last
        bool counts = !better && (_isKeras ? _cooling == 0 : !wasCooling);
        _bad = better || !counts ? 0 : wasCooling ? 1 : _bad + 1;
        if (!counts || _bad <= (_isKeras ? Math.Max(_patience, 1) - 1 : _patience)) return false;
        (_cooling, _bad) = (_cooldown, 0);
        return true;
    }

    private bool IsBetter(double value, MonitorDirection direction)
    {
        // so that a later number may be better
        if (!double.IsFinite(value)) return false;
        if (_best is not { } best) return true;
        return direction == MonitorDirection.Minimize
            ? value < (_isRelative ? best * (1 - _minDelta) : best - _minDelta)
            : value > (_isRelative ? best * (1 + _minDelta) : best + _minDelta);
    }

    /// <returns>Whether one of them changed.</returns>
    private bool Reduce(Optimizer optimizer)
    {
        double[] before = [optimizer.LearningRate, .. optimizer.OwnLearningRates], after = [.. before.Select(Reduced)];
        (optimizer.LearningRate, optimizer.OwnLearningRates) = (after[0], after[1..]);
        return !before.SequenceEqual(after);
    }

    private double Reduced(double learningRate)
    {
        double reduced = Math.Max(learningRate * _factor, _minLearningRate);
        return learningRate - reduced > _minChange ? reduced : learningRate;
    }

    /// <summary>What is looked at, and what becomes of the learning rate.</summary>
    public override string ToString() => new RecordText(nameof(ReduceOnPlateau)).Add("Monitor", _monitor).Add("Factor", _factor).Add("Patience", _patience).Add(nameof(Reductions), Reductions).ToString();
}
