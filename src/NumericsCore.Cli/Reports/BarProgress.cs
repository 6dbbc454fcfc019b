using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>A bar that grows with the epochs, with the loss and the metrics of the last one.</summary>
internal sealed class BarProgress(ProgressTask task) : Callback
{
    /// <summary>Shows a bar while a training runs.</summary>
    public static History Follow(IAnsiConsole console, Func<IReadOnlyList<Callback>, History> fit) => console
        .Progress()
        .Columns(new ProgressBarColumn { Width = 20 }, new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context => fit([new BarProgress(context.AddTask("epoch 0"))]));

    public override void OnFitBegin(FitContext context) => task.MaxValue = context.Epochs;

    public override void OnEpochEnd(FitContext context, EpochResult result)
    {
        task.Value = context.Epoch;
        task.Description = Markup.Escape($"{EpochText.Count(context)}  {EpochText.Values(result)}");
    }

    public override void OnFitEnd(FitContext context)
    {
        task.Description = Markup.Escape(EpochText.End(context));
        task.StopTask();
    }
}
