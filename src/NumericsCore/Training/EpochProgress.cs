using System.Diagnostics;
using System.Globalization;

namespace NumericsCore;

/// <summary>What <see cref="Model.Fit"/> reports after each epoch to an <see cref="IProgress{T}"/>.</summary>
/// <param name="Epochs">The epochs asked for; a callback may end the training earlier.</param>
/// <param name="Result">What the epoch gave, with its number.</param>
/// <param name="Elapsed">How long it took, its validation included.</param>
public sealed record EpochProgress(int Epochs, EpochResult Result, TimeSpan Elapsed)
{
    /// <summary>The epoch and its values, as "epoch 3/20: loss 0.1234, val_loss 0.1567", in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"epoch {Result.Epoch}/{Epochs}: {string.Join(", ", Result.Values().Select(static value => string.Create(CultureInfo.InvariantCulture, $"{value.Key} {value.Value:G4}")))}");
}

/// <summary>Reports each epoch.</summary>
internal sealed class ProgressCallback(IProgress<EpochProgress> progress) : Callback
{
    private long _start;

    // the first epoch of a training that goes on has begun before
    protected override void OnFitBegin(FitContext context) => _start = Stopwatch.GetTimestamp();

    protected override void OnEpochBegin(FitContext context) => _start = Stopwatch.GetTimestamp();

    protected override void OnEpochEnd(FitContext context, EpochResult result) => progress.Report(new EpochProgress(context.Epochs, result, Stopwatch.GetElapsedTime(_start)));
}
