namespace NumericsCore;

/// <summary>A callback made of functions, for what is too small for a class of its own. What it keeps is not in checkpoints.</summary>
/// <param name="onFitBegin">Before the first epoch.</param>
/// <param name="onEpochBegin">Before an epoch.</param>
/// <param name="onBatchEnd">After each step.</param>
/// <param name="onEpochEnd">After an epoch and its validation.</param>
/// <param name="onFitEnd">After the last epoch.</param>
/// <param name="onFitAborted">Instead of <paramref name="onFitEnd"/> when the training ends by an exception.</param>
public sealed class LambdaCallback(
    Action<FitContext>? onFitBegin = null,
    Action<FitContext>? onEpochBegin = null,
    Action<FitContext>? onBatchEnd = null,
    Action<FitContext, EpochResult>? onEpochEnd = null,
    Action<FitContext>? onFitEnd = null,
    Action<FitContext>? onFitAborted = null) : Callback
{
    /// <inheritdoc/>
    protected override void OnFitBegin(FitContext context) => onFitBegin?.Invoke(NotNull(context));

    /// <inheritdoc/>
    protected override void OnEpochBegin(FitContext context) => onEpochBegin?.Invoke(NotNull(context));

    /// <inheritdoc/>
    protected override void OnBatchEnd(FitContext context) => onBatchEnd?.Invoke(NotNull(context));

    /// <inheritdoc/>
    protected override void OnEpochEnd(FitContext context, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(result);
        onEpochEnd?.Invoke(context, result);
    }

    /// <inheritdoc/>
    protected override void OnFitEnd(FitContext context) => onFitEnd?.Invoke(NotNull(context));

    /// <inheritdoc/>
    protected override void OnFitAborted(FitContext context) => onFitAborted?.Invoke(NotNull(context));

    private static FitContext NotNull(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context;
    }
}
