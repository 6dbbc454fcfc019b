namespace NumericsCore;

/// <summary>What a callback sees of a training in progress.</summary>
public sealed class FitContext
{
    internal FitContext(Model model, Optimizer optimizer, MonitoredValues values, int epochs, int batches)
    {
        Model = model;
        Optimizer = optimizer;
        Values = values;
        Epochs = epochs;
        Batches = batches;
    }

    /// <summary>The model in training.</summary>
    public Model Model { get; }

    /// <summary>Its optimizer; the learning rate may be changed between steps.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What each epoch will report.</summary>
    internal MonitoredValues Values { get; }

    /// <summary>The epochs asked for.</summary>
    public int Epochs { get; }

    /// <summary>Batches in an epoch.</summary>
    public int Batches { get; }

    /// <summary>The epoch in progress: 1, 2, ...</summary>
    public int Epoch { get; internal set; }

    /// <summary>The batch just finished within the epoch: 1, 2, ...</summary>
    public int Batch { get; internal set; }

    /// <summary>The loss of the batch just finished.</summary>
    public double BatchLoss { get; internal set; }

    /// <summary>The epochs finished so far.</summary>
    public History History { get; } = new();

    /// <summary>Whether the training began with the state of a checkpoint, which the callbacks have by then.</summary>
    internal bool IsUnderWay { get; set; }

    /// <summary>Why training is to end after this epoch; null while it is not.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Ends training after this epoch.</summary>
    /// <param name="reason">Why, for people.</param>
    public void Stop(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        StopReason ??= reason;
    }

    /// <summary>Where the training is.</summary>
    public override string ToString() => new RecordText(nameof(FitContext)).Add(nameof(Epoch), Epoch).Add(nameof(Epochs), Epochs).Add(nameof(Batch), Batch).Add(nameof(Batches), Batches).AddIfSet(nameof(StopReason), StopReason).ToString();
}

/// <summary>Hooks called during training.</summary>
public abstract class Callback
{
    /// <summary>Before the first epoch.</summary>
    protected virtual void OnFitBegin(FitContext context)
    {
    }

    /// <summary>Before an epoch.</summary>
    protected virtual void OnEpochBegin(FitContext context)
    {
    }

    /// <summary>After each step.</summary>
    protected virtual void OnBatchEnd(FitContext context)
    {
    }

    /// <summary>After an epoch and its validation.</summary>
    protected virtual void OnEpochEnd(FitContext context, EpochResult result)
    {
    }

    /// <summary>After the last epoch.</summary>
    protected virtual void OnFitEnd(FitContext context)
    {
    }

    /// <summary>
    /// Instead of <see cref="OnFitEnd"/> when the training ends by an exception: it diverged, was cancelled, or a callback threw. Called
    /// if <see cref="OnFitBegin"/> was; the exception goes on to the caller of <see cref="Model.Fit"/>.
    /// </summary>
    protected virtual void OnFitAborted(FitContext context)
    {
    }

    /// <summary>
    /// What the callback is called in checkpoints, such as "early_stopping". Null, unless it is overridden: the callback keeps nothing that
    /// a training that goes on from a <see cref="Checkpoint"/> needs.
    /// </summary>
    public virtual string? StateName => null;

    /// <summary>Writes what the callback keeps, between two steps or epochs; called if it has a <see cref="StateName"/>.</summary>
    public virtual void SaveState(CallbackStateWriter state)
    {
    }

    /// <summary>Takes what <see cref="SaveState"/> wrote, after <see cref="OnFitBegin"/>; called if it has a <see cref="StateName"/>.</summary>
    public virtual void LoadState(CallbackStateReader state)
    {
    }

    internal void FitBegin(FitContext context) => OnFitBegin(context);

    internal void EpochBegin(FitContext context) => OnEpochBegin(context);

    internal void BatchEnd(FitContext context) => OnBatchEnd(context);

    internal void EpochEnd(FitContext context, EpochResult result) => OnEpochEnd(context, result);

    internal void FitEnd(FitContext context) => OnFitEnd(context);

    internal void FitAborted(FitContext context) => OnFitAborted(context);

    /// <summary>Says what does not fit before the training changes anything.</summary>
    internal virtual void Check(MonitoredValues values)
    {
    }
}
