namespace NumericsCore;

public abstract partial class Model
{
    /// <summary>
    /// <see cref="Fit"/> on a thread of its own, so that the caller's stays free. Callbacks are called there; <paramref name="progress"/> comes
    /// to the thread that made it if it is a <see cref="Progress{T}"/> of a thread with a synchronisation context, as in a window. Until the
    /// task ends the model and its optimizer are in training: do not ask the model for predictions, nor train it a second time.
    /// </summary>
    /// <returns>
    /// A task with the history. It fails with what <see cref="Fit"/> throws, and is cancelled by <paramref name="cancellationToken"/>, which is
    /// looked at before every step; the model then has the parameters of the last whole step.
    /// </returns>
    /// <inheritdoc cref="Fit"/>
    public Task<History> FitAsync(
        Tensor features,
        Tensor targets,
        int? batchSize = null,
        int epochs = 1,
        double validationSplit = 0,
        (Tensor Features, Tensor Targets)? validationData = null,
        Tensor? sampleWeights = null,
        IReadOnlyList<Callback>? callbacks = null,
        bool shuffle = true,
        ulong? seed = null,
        string? resumeFrom = null,
        int? virtualShards = null,
        IProcessGroup? processes = null,
        bool shardOptimizerState = false,
        IProgress<EpochProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        // what is forgotten shows at once, not when the task is awaited
        Compiled();
        RequireSameCount(features, targets, sampleWeights);
        if (callbacks is not null) Require.NoNull(callbacks, nameof(callbacks));
        return Task.Factory.StartNew(
            () => Fit(features, targets, batchSize, epochs, validationSplit, validationData, sampleWeights, callbacks, shuffle, seed, resumeFrom, virtualShards, processes, shardOptimizerState, progress, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }
}
