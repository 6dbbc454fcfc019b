namespace NumericsCore.Tests.Training;

/// <summary>A callback made of functions.</summary>
internal sealed class At(
    Action<FitContext>? fitBegin = null,
    Action<FitContext>? epochBegin = null,
    Action<FitContext>? batchEnd = null,
    Action<FitContext, EpochResult>? epochEnd = null,
    Action<FitContext>? fitEnd = null) : Callback
{
    protected override void OnFitBegin(FitContext context) => fitBegin?.Invoke(context);

    protected override void OnEpochBegin(FitContext context) => epochBegin?.Invoke(context);

    protected override void OnBatchEnd(FitContext context) => batchEnd?.Invoke(context);

    protected override void OnEpochEnd(FitContext context, EpochResult result) => epochEnd?.Invoke(context, result);

    protected override void OnFitEnd(FitContext context) => fitEnd?.Invoke(context);
}
