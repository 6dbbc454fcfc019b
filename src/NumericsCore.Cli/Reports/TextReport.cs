using System.Globalization;
using NumericsCore.Cli.Pipeline;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>Tables and a progress bar in a terminal; the same tables and a line for each epoch in a file or a pipe.</summary>
internal sealed class TextReport : IReport
{
    private const int HashLettersShown = 12;

    private readonly TextWriter _output;
    private readonly IAnsiConsole _console;
    private readonly bool _quiet;
    private readonly bool _live;

    public TextReport(TextWriter output, bool quiet)
    {
        _output = output;
        _quiet = quiet;
        _console = TextConsole.Create(output);
        _live = _console.IsLive();
    }

    public void Prepared(Experiment experiment)
    {
        if (_quiet) return;
        WriteInput(_console, experiment);
        Line($"rows: {experiment.Rows.Training} to train on, {experiment.Rows.Validation} to validate, {experiment.Rows.Test} to test{(experiment.RepeatedTestRows is > 0 and var repeated ? FormattableString.Invariant($", of which {repeated} {(repeated == 1 ? "is" : "are")} among the others too") : "")}");
        _console.WriteLine();
        if (experiment.Columns is { } columns) _console.WriteColumns(columns);
        _console.WriteTable(["Layer", "Output shape", "Parameters"], numbersFrom: 2, experiment.Model.SummaryRows().Select(static row => (string[])[row.Layer, row.OutputShape, row.Parameters.ToString("N0", CultureInfo.InvariantCulture)]));
    }

    public History Follow(Func<IReadOnlyList<Callback>, History> fit)
    {
        if (_quiet) return fit([new ReaderWatch(_output)]);
        return _live ? BarProgress.Follow(_console, fit) : fit([new LineProgress(_output)]);
    }

    public void Finished(Outcome outcome)
    {
        if (!_quiet) _console.WriteLine();
        ScoreText.Write(_console, outcome.Experiment.Rows.Test, outcome.Scores, outcome.Experiment.Task.Labels?.Positive);
        if (outcome.Baselines.Count > 0) ScoreText.WriteBaselines(_console, outcome.Scores, outcome.Baselines);
        if (outcome.Calibration is { } calibration) CalibrationReports.Write(_console, calibration);
        if (outcome.Threshold is { } threshold) Line($"{outcome.Experiment.Task.Labels!.Positive} from a probability of {EpochText.Number(threshold)} on ({outcome.Experiment.Settings.Evaluation.Threshold!.Text})");
        Line($"trained in {outcome.Seconds.ToString("F2", CultureInfo.InvariantCulture)} s on {outcome.Experiment.DeviceName}; weights' SHA-256 {outcome.WeightsSha256[..HashLettersShown]}");
        if (outcome.Processes is { } processes)
            Line($"{processes.Count} processes on {string.Join(", ", processes.Hosts)}; {processes.Library}; {processes.CommunicationSeconds.ToString("F2", CultureInfo.InvariantCulture)} s of communication");
        if (outcome.SavedTo is { } file) Line($"saved to {file}");
        if (outcome.ReportedTo is { } page) Line($"report written to {page}");
    }

    /// <summary>Prints what was read, and what is predicted.</summary>
    public static void WriteInput(IAnsiConsole console, Experiment experiment)
    {
        var input = experiment.Input;
        console.Line(FormattableString.Invariant($"{input.File}: {input.RowsRead} rows, {input.DroppedText}; {experiment.FeatureNames.Count} features"));
        if (input.HasFoundForm) console.Line($"read as: {input.ReadAs}");
        console.Line($"target {input.Target.Name}: {experiment.Task.Name}{Classes(experiment.Task)}");
    }

    private static string Classes(PredictionTask task)
    {
        if (task.Labels is not { } labels) return "";
        if (labels.Names.Count > ScoreText.MaxClassesShown) return FormattableString.Invariant($" into {labels.Names.Count} classes");
        return " into " + string.Join(", ", labels.Names.Select((name, i) =>
            FormattableString.Invariant($"{name} ({(name == labels.Positive ? "positive, " : "")}{labels.Counts[i]} rows)")));
    }

    private void Line(FormattableString text) => _console.Line(FormattableString.Invariant(text));
}
