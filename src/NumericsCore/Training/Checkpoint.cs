namespace NumericsCore;

/// <summary>What a <see cref="Checkpoint"/> counts.</summary>
public enum CheckpointUnit
{
    /// <summary>Epochs, each with its validation.</summary>
    Epoch,

    /// <summary>Training steps, also in the middle of an epoch.</summary>
    Step,
}

/// <summary>
/// Writes all that a training needs to go on after its process has ended: weights, optimizer state, random streams, position, the state of
/// the other callbacks and the history. <see cref="Model.Fit"/> goes on from it with <c>resumeFrom</c>, and ends with the same bits as a
/// training that was never interrupted. A crash while it is written leaves the checkpoint before. The file is also one that
/// <see cref="Model.Load(string, Device?, bool)"/> reads.
/// </summary>
public sealed class Checkpoint : Callback
{
    /// <param name="path">The file; each checkpoint replaces the one before.</param>
    /// <param name="every">A checkpoint after this many; at least 1. There is also one after the last epoch.</param>
    /// <param name="unit">Of what: epochs or steps, counted from the beginning of the training.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1, or the unit is none.</exception>
    public Checkpoint(string path, int every = 1, CheckpointUnit unit = CheckpointUnit.Epoch)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Kernels.OutOfRange.ThrowIfLessThan(every, 1);
        Require.Defined(unit, nameof(unit));
        (Path, Every, Unit) = (path, every, unit);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>A checkpoint is written after this many epochs or steps.</summary>
    public int Every { get; }

    /// <summary>What is counted.</summary>
    public CheckpointUnit Unit { get; }

    /// <summary>Text of one's own in the file, by keys that do not begin with "numericscore"; none if null. It is copied.</summary>
    /// <exception cref="ArgumentException">A key is the library's.</exception>
    public IReadOnlyDictionary<string, string>? Metadata
    {
        get;
        init
        {
            ModelDocument.RequireOwnKeys(value, nameof(value));
            field = value is null ? null : new OrderedDictionary<string, string>(value);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The model, its optimizer or a metric has a kind without a name in files.</exception>
    protected override void OnFitBegin(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // so that what cannot be saved is said before the first step
        ModelDocument.Write(context.Model, context.Model.Compilation);
    }

    /// <summary>Whether one is to be written after a step.</summary>
    internal bool IsDueAfterStep(FitContext context) =>
        Unit == CheckpointUnit.Step && ((context.Epoch - 1L) * context.Batches + context.Batch) % Every == 0;

    /// <summary>Whether one is to be written after an epoch.</summary>
    internal bool IsDueAfterEpoch(FitContext context) =>
        context.Epoch == context.Epochs || context.StopReason is not null || (Unit == CheckpointUnit.Epoch && context.Epoch % Every == 0);

    /// <summary>The file, and how often it is written.</summary>
    public override string ToString() => new RecordText(nameof(Checkpoint)).Add(nameof(Path), Path).Add(nameof(Every), Every).Add(nameof(Unit), Unit.ToString()).ToString();
}
