using System.Diagnostics.CodeAnalysis;

namespace NumericsCore.TensorBoard;

/// <summary>
/// Writes the course of a training to event files of TensorBoard: loss, metrics and learning rate of each epoch in the folder "train" of a log directory, those of the rows
/// held out in its folder "validation", under the same tags, so that TensorBoard draws both into one chart. The step of an epoch is its number.
/// A training adds files, and changes none that is there.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A training closes its files when it ends, however it ends, and the next opens others.")]
public sealed class TensorBoardCallback : Callback
{
    private const string Training = "train", Validation = "validation";

    private readonly string _logDirectory;
    private readonly int _lossEvery;
    private readonly TimeProvider _time;
    private EventWriter? _training;
    private EventWriter? _validation;

    /// <summary>Makes a callback that writes to a log directory.</summary>
    /// <param name="logDirectory">The directory that "tensorboard --logdir" shows, or one in it; made when the training begins.</param>
    /// <param name="lossEvery">Writes the loss of every so many batches too, as "batch_loss" by the number of the step; 0 for none.</param>
    /// <param name="time">Tells when events happen; the system's clock if null.</param>
    /// <exception cref="ArgumentException">The directory is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lossEvery"/> is negative.</exception>
    public TensorBoardCallback(string logDirectory, int lossEvery = 0, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(logDirectory);
        if (lossEvery < 0) throw new ArgumentOutOfRangeException(nameof(lossEvery), FormattableString.Invariant($"lossEvery is {lossEvery}; expected 0 or more."));
        (_logDirectory, _lossEvery, _time) = (logDirectory, lossEvery, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">A file cannot be made.</exception>
    protected override void OnFitBegin(FitContext context)
    {
        Close();
        _training = new EventWriter(Path.Combine(_logDirectory, Training), _time);
    }

    /// <inheritdoc/>
    protected override void OnBatchEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_lossEvery > 0 && context.Batch % _lossEvery == 0) _training!.Write((context.Epoch - 1L) * context.Batches + context.Batch, [new("batch_loss", context.BatchLoss)]);
    }

    /// <inheritdoc/>
    protected override void OnEpochEnd(FitContext context, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _training!.Write(result.Epoch, [.. Values(result.Training), new("learning_rate", result.LearningRate)]);
        _training.Flush();
        if (result.Validation is not { } validation) return;
        _validation ??= new EventWriter(Path.Combine(_logDirectory, Validation), _time);
        _validation.Write(result.Epoch, Values(validation));
        _validation.Flush();
    }

    /// <inheritdoc/>
    protected override void OnFitEnd(FitContext context) => Close();

    /// <inheritdoc/>
    protected override void OnFitAborted(FitContext context) => Close();

    private static KeyValuePair<string, double>[] Values(EvaluationResult result) => [new("loss", result.Loss), .. result.Metrics];

    private void Close()
    {
        _training?.Dispose();
        _validation?.Dispose();
        _training = _validation = null;
    }
}
