using System.Text.Json.Nodes;
using NumericsCore.Cli.Commands;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Reports;

/// <summary>One JSON object on one line: what came out, then all that is needed to repeat it.</summary>
internal sealed class JsonReport(TextWriter output) : IReport
{
    public void Prepared(Experiment experiment)
    {
    }

    public History Follow(Func<IReadOnlyList<Callback>, History> fit) => fit([new ReaderWatch(output)]);

    public void Finished(Outcome outcome)
    {
        var experiment = outcome.Experiment;
        var json = new JsonObject
        {
            ["device"] = experiment.DeviceName,
            ["seed"] = experiment.Settings.Seed,
            ["epochs"] = outcome.History.Epochs.Count,
        };
        ScoreJson.Add(json, outcome.Scores, experiment.Task);
        ScoreJson.Add(json, outcome.Baselines);
        if (outcome.Threshold is { } threshold) json["threshold"] = threshold;
        if (outcome.Calibration is { } calibration)
            json["calibration"] = new JsonObject { ["temperature"] = calibration.Temperature, ["before"] = CalibrationReports.ToJson(calibration.Before), ["after"] = CalibrationReports.ToJson(calibration.After) };
        json["seconds"] = Math.Round(outcome.Seconds, 3);
        if (outcome.Processes is { } processes)
            json["processes"] = new JsonObject { ["count"] = processes.Count, ["hosts"] = ScoreJson.List(processes.Hosts, static host => host), ["library"] = processes.Library, ["communicationSeconds"] = Math.Round(processes.CommunicationSeconds, 3) };
        json["weightsSha256"] = outcome.WeightsSha256;
        if (outcome.SavedTo is { } file) json["savedTo"] = file;
        if (outcome.ReportedTo is { } page) json["reportedTo"] = page;
        json["version"] = MachineReader.Version(typeof(JsonReport).Assembly);
        json["task"] = experiment.Task.Name;
        json["data"] = Data(experiment);
        json["settings"] = Settings(experiment);
        json["history"] = Epochs(outcome.History);
        ScoreJson.Write(output, json);
    }

    /// <summary>What was read, and what became of it.</summary>
    public static JsonObject Data(Experiment experiment)
    {
        var input = experiment.Input;
        var json = new JsonObject
        {
            ["file"] = input.File,
            ["sha256"] = input.Sha256,
            ["readAs"] = input.ReadAs,
            ["rowsRead"] = input.RowsRead,
            ["rowsDropped"] = input.RowsRead - input.RowCount,
            ["missing"] = Missing(input),
            ["rowsTraining"] = experiment.Rows.Training,
            ["rowsValidation"] = experiment.Rows.Validation,
            ["rowsTest"] = experiment.Rows.Test,
            ["features"] = ScoreJson.List(experiment.FeatureNames, static name => name),
            ["target"] = input.Target.Name,
            ["warnings"] = ScoreJson.List(experiment.Warnings, static warning => warning),
        };
        if (experiment.RepeatedTestRows is { } repeated) json["rowsTestInTraining"] = repeated;
        if (experiment.Columns is { } columns)
            json["columns"] = ScoreJson.List(columns.SummaryRows(), static row => new JsonObject { ["column"] = row.Column, ["steps"] = row.Steps, ["features"] = row.Features });
        if (experiment.Task.Labels is { } labels)
        {
            json["classes"] = ScoreJson.List(labels.Names, static name => name);
            json["positiveClass"] = labels.Positive;
        }
        if (experiment.Task is RegressionTask { Standardised: var (mean, scale) })
        {
            json["targetMean"] = mean;
            json["targetScale"] = scale;
        }
        return json;
    }

    /// <summary>Every option as it was in force, by the names that --config takes.</summary>
    public static JsonObject Settings(Experiment experiment) => Settings(experiment.Settings, experiment.Input.Csv, experiment.BatchSize, experiment.MathMode == MathMode.Exact ? null : experiment.DeviceName);

    private static JsonObject Settings(TrainSettings settings, Data.CsvOptions csv, int batchSize, string? fastDevice) => new()
    {
        ["file"] = settings.File,
        ["target"] = settings.Target,
        ["ignore"] = ScoreJson.List(settings.Ignored, static name => name),
        ["delimiter"] = csv.BlankRuns ? "blanks" : csv.Delimiter?.ToString(),
        ["header"] = csv.HasHeader,
        ["decimal"] = csv.Decimal?.ToString(),
        ["thousands"] = csv.Thousands?.ToString(),
        ["comment"] = csv.Comment?.ToString(),
        ["encoding"] = csv.Encoding,
        ["missing"] = settings.MissingGiven is null ? null : ScoreJson.List(settings.MissingGiven, static word => word),
        ["impute"] = ScoreJson.List(settings.Columns.Impute.Texts, static text => text),
        ["encode"] = ScoreJson.List(settings.Columns.EncodeTexts, static text => text),
        ["dates"] = ScoreJson.List(settings.Columns.DateOrder.Texts, static text => text),
        ["transform"] = ScoreJson.List(settings.Columns.Transform.Texts, static text => text),
        ["interact"] = ScoreJson.List(settings.Columns.Interact, static text => text),
        ["minFrequency"] = settings.Columns.MinFrequency,
        ["maxCategories"] = settings.Columns.MaxCategories,
        ["unknown"] = Options.Word(settings.Columns.Unknown),
        ["task"] = Options.Word(settings.Task),
        ["positive"] = settings.Positive,
        ["scale"] = Options.Word(settings.Scale),
        ["testSize"] = settings.Evaluation.Folds is null ? settings.TestSize : null,
        ["validationSplit"] = settings.ValidationSplit,
        ["stratify"] = settings.Stratify,
        ["folds"] = settings.Evaluation.Folds,
        ["repeat"] = settings.Evaluation.Repeat,
        ["group"] = settings.Evaluation.Group,
        ["ordered"] = settings.Evaluation.Ordered,
        ["seeds"] = settings.Evaluation.Seeds,
        ["classWeights"] = Options.Word(settings.Evaluation.ClassWeights),
        ["threshold"] = settings.Evaluation.Threshold?.Text,
        ["calibrate"] = settings.Evaluation.Calibrate,
        ["bootstrap"] = settings.Evaluation.Bootstrap,
        ["baselines"] = settings.Evaluation.Baselines,
        ["seed"] = settings.Seed,
        ["layers"] = ScoreJson.List(settings.Layers, static units => units),
        ["activation"] = settings.Activation.Name,
        ["dropout"] = settings.Dropout,
        ["optimizer"] = settings.OptimizerSettings.DeepClone(),
        // each fold has as many rows as it has
        ["batchSize"] = settings.Evaluation.HasSeveralRuns ? settings.BatchSize : batchSize,
        ["epochs"] = settings.Epochs,
        ["patience"] = settings.Patience,
        ["restoreBestWeights"] = settings.RestoreBestWeights,
        ["virtualShards"] = settings.VirtualShards,
        ["threads"] = settings.Threads,
        ["device"] = settings.Device ?? fastDevice,
    };

    private static JsonObject Missing(InputTable input)
    {
        var json = new JsonObject();
        foreach (var column in input.Incomplete)
        {
            var words = new JsonObject();
            foreach (var (word, count) in column.MissingWords) words[word] = count;
            json[column.Name] = words;
        }
        return json;
    }

    private static JsonObject Epochs(History history)
    {
        var json = new JsonObject();
        foreach (var epoch in history.Epochs)
        {
            foreach (var (name, value) in epoch.Values().Append(new("learningRate", epoch.LearningRate)))
            {
                string key = name.StartsWith("val_", StringComparison.Ordinal) ? "val" + char.ToUpperInvariant(name[4]) + name[5..] : name;
                if (json[key] is not JsonArray values) json[key] = values = [];
                values.Add(ScoreJson.Number(value));
            }
        }
        return json;
    }
}
