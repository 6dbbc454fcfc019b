namespace NumericsCore;

public abstract partial class Model
{
    private const int DefaultBatch = 32;

    // of several processes
    private const int DefaultShards = 8;

    /// <summary>Epochs begun over all calls of <see cref="Fit"/>: each has an order of its own.</summary>
    internal uint EpochsBegun => _epochsBegun;

    // over all calls of Fit, so that the next one goes on
    private uint _epochsBegun;

    /// <summary>
    /// Trains the model. Each epoch takes the training rows in a new order, in batches, and makes a step for each; the last batch may
    /// be smaller. The first call builds the model if it is not built; a further one goes on where the one before stopped, so that two of
    /// one epoch each are one of two.
    /// </summary>
    /// <param name="features">[samples, ...].</param>
    /// <param name="targets">[samples, ...], as the loss needs them.</param>
    /// <param name="batchSize">Samples in a batch, at most as many as there are training rows; if null 32, or all rows if there are fewer.</param>
    /// <param name="epochs">The most epochs; at least 1.</param>
    /// <param name="validationSplit">
    /// In [0, 1): this fraction of the rows (<see cref="RowFraction.Count"/>), the last ones, is held out before any shuffling, as Keras does.
    /// </param>
    /// <param name="validationData">Samples and targets to validate on instead.</param>
    /// <param name="sampleWeights">[samples]: how much each sample's loss counts, in training and among the rows of the validation split.</param>
    /// <param name="callbacks">Hooks called during training.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="seed">
    /// Fixes the orders; also initial values and dropout masks, unless <see cref="Layer.Build"/> was given a seed for them. A model built
    /// without a seed gets the same initial values as one that this call builds, but for parameters assigned or trained since. If null the
    /// seed is that of the build or of the first training, else 0.
    /// </param>
    /// <param name="cancellationToken">Looked at before every step; the model then keeps the parameters of the step before, unless a callback restores others.</param>
    /// <param name="resumeFrom">
    /// A file of a <see cref="Checkpoint"/> to go on from, with the same data, model, optimizer and other arguments, on any device and with
    /// any number of threads: the model ends with the same bits, and the history is the same, as if the training had not been interrupted.
    /// <paramref name="epochs"/> counts from the beginning and may be more than before. The seed may be left out. Whatever the model, the
    /// optimizer and the callbacks had before is replaced.
    /// </param>
    /// <param name="virtualShards">
    /// How many parts each batch is cut into, from 1 to 65,536: their gradients are computed one after the other, over memory for one, and added in
    /// one order (docs/distributed.md). The bits depend on it. If null that of <paramref name="resumeFrom"/>, else 1 for one process and 8 for
    /// <paramref name="processes"/>. A layer that looks at several samples at once, as batch normalisation does, sees those of a shard.
    /// </param>
    /// <param name="processes">
    /// The processes that train together: each calls this method with the same model, data and arguments, computes its part of the virtual
    /// shards, and ends with the same bits, whatever their number. The first alone writes checkpoints. Null for one process.
    /// </param>
    /// <param name="shardOptimizerState">
    /// Whether each process keeps one part of the optimizer's state, makes the step for that part of the parameters and sends them to the others
    /// (stage 1 of ZeRO, Rajbhandari et al. 2020), to the same bits. While training, the gradients of other parts are then a process's own, not the
    /// sum, unless they are clipped by norm. Checkpoints hold all of the state, and so does the optimizer of every process at the end. Nothing changes without several processes.
    /// </param>
    /// <param name="progress">Is told of each epoch after the callbacks, with all of its values; its text is a line for people.</param>
    /// <returns>The loss and the metrics of every epoch.</returns>
    /// <exception cref="ArgumentException">Shapes, counts or targets do not fit.</exception>
    /// <exception cref="InvalidOperationException">The model was not compiled, its optimizer has parameters of another model, or the model, a layer of it or the optimizer is already training. Or a part of the user's own says that it is replayable and does not do the same at every step, which is looked for in Debug builds (docs/testing.md).</exception>
    /// <exception cref="ModelFileException">The checkpoint cannot be read, or is of another training: the message says what differs. Nothing was changed.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite or NaN. The parameters have taken that step too, unless a callback restores others.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public History Fit(
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
        var (optimizer, loss) = Compiled();
        var metrics = _metrics;
        RequireSameCount(features, targets, sampleWeights);
        callbacks = callbacks is null ? [] : [.. callbacks];
        Require.NoNull(callbacks, nameof(callbacks));
        if (progress is not null) callbacks = [.. callbacks, new ProgressCallback(progress)];
        if (virtualShards is < 1 or > FitPlan.MaxShards) throw Kernels.OutOfRange.Error(nameof(virtualShards), virtualShards, FormattableString.Invariant($"A batch has from 1 to {FitPlan.MaxShards} virtual shards."));
        if (epochs < 1) throw Kernels.OutOfRange.Error(nameof(epochs), epochs, "Training takes at least 1 epoch.");
        if (!(validationSplit >= 0 && validationSplit < 1))
            throw Kernels.OutOfRange.Error(nameof(validationSplit), validationSplit, "The validation split lies in [0, 1).");
        if (validationSplit > 0 && validationData is not null)
            throw new ArgumentException("Give a validation split or validation data, not both.", nameof(validationData));

        int rows = features.Shape[0];
        int trainingRows = rows - RowFraction.Count(rows, validationSplit);
        if (trainingRows < 1)
            throw new ArgumentException(FormattableString.Invariant($"A validation split of {validationSplit} leaves none of the {rows} rows to train on."), nameof(validationSplit));
        if (batchSize < 1 || batchSize > trainingRows)
            throw Kernels.OutOfRange.Error(nameof(batchSize), batchSize, $"A batch has 1 to {trainingRows} samples: as many as there are training rows.");
        if (validationData is { } data && (data.Features is null || data.Targets is null))
            throw new ArgumentException("The features or the targets of the validation data are null.", nameof(validationData));
        var held = validationData is { } given ? new ValidationSet(given.Features, given.Targets, null) : null;
        if (trainingRows < rows)
            held = new ValidationSet(features[trainingRows..], targets[trainingRows..], sampleWeights?.Reshape(rows)[trainingRows..]);

        if (resumeFrom is not null) ArgumentException.ThrowIfNullOrEmpty(resumeFrom);
        using var checkpoint = resumeFrom is null ? null : LoadedCheckpoint.Open(resumeFrom);
        var values = new MonitoredValues(metrics, held is not null);
        foreach (var callback in callbacks) callback.Check(values);
        if (optimizer.Groups.Count > 0) optimizer.State.RequireWhole();
        using var lease = new TrainingLease(this, optimizer);
        BuildIfNew(features.Shape.AsSpan()[1..].ToArray(), seed, features.ElementType, features.Device);
        targets = loss.Aligned([rows, .. OutputShape!.Value], targets);
        loss.RequireTargets([rows, .. OutputShape!.Value], targets);
        new EpochFigures(metrics, loss.TakesLogits).Check([rows, .. OutputShape!.Value], targets.Shape);
        if (held is not null) CheckValidation(held, features, loss);
        batchSize ??= Math.Min(DefaultBatch, trainingRows);
        checkpoint?.RequireModel(this);
        if (optimizer.Groups.Count == 0) optimizer.AddGroup(Parameters);
        else if (!optimizer.Groups.SelectMany(static group => group.Parameters).Intersect(Parameters).Any())
            throw new InvalidOperationException("The optimizer has parameters, but none of this model's. Compile the model with a new optimizer, or add the model's parameters to it.");

        int shards = virtualShards ?? checkpoint?.Plan.Shards ?? (processes is null ? 1 : DefaultShards);
        if (processes is not null && processes.Size > shards)
            throw new ArgumentException($"{processes.Size} processes share {shards} virtual shard{(shards == 1 ? "" : "s")}; expected at least one for each process.", nameof(processes));
        FitPlan plan = new(trainingRows, features.Shape.Without(0), targets.Shape.Without(0), sampleWeights is not null, held?.Features.Shape[0] ?? 0, batchSize.Value, shuffle, seed ?? checkpoint?.Plan.Orders ?? 0, shards);
        checkpoint?.RequirePlan(plan, epochs, callbacks);
        checkpoint?.Prepare(this, optimizer);
        ulong orders = checkpoint?.Plan.Orders ?? Settle(seed);
        if (processes is { Size: > 1 })
            ProcessAgreement.Require(processes, this, plan with { Orders = orders }, shardOptimizerState, epochs, [features, targets, sampleWeights, held?.Features, held?.Targets], callbacks, resumeFrom);
        var training = new TrainingData(features[..trainingRows], targets[..trainingRows], sampleWeights?.Reshape(rows)[..trainingRows]);
        using var loop = new FitLoop(this, optimizer, loss, metrics, training, plan with { Orders = orders }, processes, shardOptimizerState, epochs, held, callbacks);
        return loop.Run(NextOrder, checkpoint, cancellationToken);

        int[] NextOrder()
        {
            _epochsBegun++;
            return shuffle ? Shuffle.Permutation(trainingRows, orders, _epochsBegun) : [.. Enumerable.Range(0, trainingRows)];
        }
    }

    /// <summary>Takes over what an earlier training left of the random streams.</summary>
    internal void GoOn(ulong seed, uint epochsBegun)
    {
        GoOnWith(seed);
        _epochsBegun = epochsBegun;
    }

    /// <summary>Checks the rows held out before the first epoch, not after it.</summary>
    private void CheckValidation(ValidationSet validationData, Tensor features, Loss loss)
    {
        RequireSameCount(validationData.Features, validationData.Targets, null);
        Shape sample = features.Shape.Without(0), other = validationData.Features.Shape.Without(0);
        if (sample != other)
            throw new ArgumentException($"A training sample has shape {sample}, a validation sample {other}.", nameof(validationData));
        Shape prediction = [validationData.Features.Shape[0], .. OutputShape!.Value];
        loss.RequireTargets(prediction, loss.Aligned(prediction, validationData.Targets));
    }
}
