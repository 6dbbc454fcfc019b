namespace NumericsCore.Cli.Reports;

/// <summary>A line for each epoch.</summary>
internal sealed class LineProgress(TextWriter output) : Callback
{
    // a training that goes on shows what one without interruption does
    protected override void OnFitBegin(FitContext context)
    {
        foreach (var result in context.History.Epochs) Write(context, result);
    }

    protected override void OnEpochEnd(FitContext context, EpochResult result) => Write(context, result);

    protected override void OnFitEnd(FitContext context) => output.WriteLine(EpochText.End(context));

    private void Write(FitContext context, EpochResult result) => output.WriteLine($"epoch {EpochText.Count(context, result.Epoch)}  {EpochText.Values(result)}");
}
