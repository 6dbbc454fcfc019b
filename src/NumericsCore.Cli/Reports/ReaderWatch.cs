namespace NumericsCore.Cli.Reports;

/// <summary>Ends a training that prints nothing as soon as nobody waits for its outcome.</summary>
internal sealed class ReaderWatch(TextWriter output) : Callback
{
    // which asks whether somebody still reads
    protected override void OnEpochEnd(FitContext context, EpochResult result) => output.Flush();
}
