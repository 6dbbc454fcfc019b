using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>A bar that grows with the epochs, with the loss and the metrics of the last one.</summary>
internal sealed class BarProgress(ProgressTask task) : Callback
{
    // leaves room for two numbers with their validation in 80 columns
    private const int BarWidth = 12;

    private string _end = "";

    /// <summary>Shows a bar while a training runs.</summary>
    public static History Follow(IAnsiConsole console, Func<IReadOnlyList<Callback>, History> fit)
    {
        BarProgress? bar = null;
        var history = console
            .Progress()
            .Columns(new ProgressBarColumn { Width = BarWidth }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => fit([bar = new BarProgress(context.AddTask("starting"))]));
        console.WriteLine(bar!._end);
        return history;
    }

    protected override void OnFitBegin(FitContext context)
    {
        task.MaxValue = context.Epochs;
        // those before the checkpoint that a training goes on from
        task.Value = context.History.Epochs.Count;
    }

    protected override void OnEpochEnd(FitContext context, EpochResult result)
    {
        task.Value = context.Epoch;
        task.Description = Markup.Escape($"{EpochText.Count(context, result.Epoch)}  {EpochText.Pairs(result)}");
    }

    protected override void OnFitEnd(FitContext context)
    {
        _end = EpochText.End(context);
        task.StopTask();
    }
}
