using System.Text.Json.Nodes;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Reports;

/// <summary>Several trainings as one JSON object on one line.</summary>
internal sealed class JsonRunsReport(TextWriter output) : IRunsReport
{
    // the rows of the first, where each has its own
    private static readonly string[] s_rows = ["rowsTraining", "rowsValidation", "rowsTest", "rowsTestInTraining"];

    public void Prepared(Experiment first, IReadOnlyList<PlannedRun> plan)
    {
    }

    // asks whether somebody still reads
    public void Finished(RunOutcome outcome) => output.Flush();

    public void Finished(Experiment first, IReadOnlyList<RunOutcome> outcomes, double seconds)
    {
        var evaluation = first.Settings.Evaluation;
        var data = JsonReport.Data(first);
        foreach (string key in s_rows) data.Remove(key);
        data["warnings"] = ScoreJson.List(outcomes.SelectMany(static outcome => outcome.Warnings).Distinct(), static warning => warning);
        var json = new JsonObject { ["device"] = first.DeviceName, ["seed"] = first.Settings.Seed };
        if (evaluation.Folds is { } folds)
        {
            json["folds"] = folds;
            json["repeat"] = evaluation.Repeat;
            json["dealtOut"] = evaluation.Ordered ? "in order" : evaluation.Group is not null ? "by group" : first.Settings.Stratify ? "stratified" : "shuffled";
            if (evaluation.Group is { } group) json["group"] = group;
        }
        else
        {
            json["seeds"] = evaluation.Seeds;
        }

        json["scores"] = Scores(RunOutcome.Summaries(outcomes));
        if (outcomes[0].Baselines.Count > 0)
        {
            var baselines = new JsonObject();
            foreach (var (baseline, scores) in Baselines.Together(outcomes)) baselines[baseline.Key] = Scores(RunOutcome.Summaries(scores));
            json["baselines"] = baselines;
        }

        if (first.Task.Averaging is { } averaging) json["averaging"] = averaging;
        json["runs"] = ScoreJson.List(outcomes, Run);
        json["seconds"] = Math.Round(seconds, 3);
        json["version"] = MachineReader.Version(typeof(JsonRunsReport).Assembly);
        json["task"] = first.Task.Name;
        json["data"] = data;
        json["settings"] = JsonReport.Settings(first);
        ScoreJson.Write(output, json);
    }

    private static JsonObject Scores(IEnumerable<(Score Score, Data.ScoreSummary Summary)> summaries)
    {
        var json = new JsonObject();
        foreach (var (score, summary) in summaries)
            json[score.Key] = new JsonObject { ["mean"] = ScoreJson.Number(summary.Mean), ["standardDeviation"] = ScoreJson.Number(summary.StandardDeviation), ["min"] = ScoreJson.Number(summary.Min), ["max"] = ScoreJson.Number(summary.Max) };
        return json;
    }

    private static JsonObject Run(RunOutcome outcome)
    {
        var json = new JsonObject { ["seed"] = outcome.Plan.Seed };
        if (outcome.Plan.Fold is { } fold) json["fold"] = fold;
        json["rowsTraining"] = outcome.Rows.Training;
        json["rowsValidation"] = outcome.Rows.Validation;
        json["rowsTest"] = outcome.Rows.Test;
        json["epochs"] = outcome.Epochs;
        foreach (var score in outcome.Scores.Values) json[score.Key] = ScoreJson.Number(score.Value);
        json["weightsSha256"] = outcome.WeightsSha256;
        return json;
    }
}
