namespace NumericsCore.Cli.Reports;

/// <summary>A line for each epoch.</summary>
internal sealed class LineProgress(TextWriter output) : Callback
{
    public override void OnEpochEnd(FitContext context, EpochResult result) =>
        output.WriteLine($"epoch {EpochText.Count(context)}  {EpochText.Values(result)}");

    public override void OnFitEnd(FitContext context) => output.WriteLine(EpochText.End(context));
}
