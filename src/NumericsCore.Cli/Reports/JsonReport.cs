using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NumericsCore.Cli.Commands;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Reports;

/// <summary>One JSON object on one line: what came out, then all that is needed to repeat it.</summary>
internal sealed class JsonReport(TextWriter output) : IReport
{
    // The default also escapes what would only matter inside HTML.
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MaxMatrixClasses = 100;

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
        foreach (var score in outcome.Scores.Values) json[score.Key] = Number(score.Value);
        if (outcome.Scores.Confusion is { } matrix)
        {
            json["averaging"] = experiment.Task.Averaging;
            // a matrix of many classes is nearly all zeros, and larger than anything else
            if (matrix.ClassCount <= MaxMatrixClasses) json["confusion"] = Counts(matrix);
            else json["confusionCells"] = List(matrix.NonzeroCells(), static cell => new JsonArray(cell.Actual, cell.Predicted, cell.Count));
            json["confusionRows"] = "actual";
        }
        json["seconds"] = Math.Round(outcome.Seconds, 3);
        json["weightsSha256"] = outcome.WeightsSha256;
        json["version"] = typeof(JsonReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        json["task"] = experiment.Task.Name;
        json["data"] = Data(experiment);
        json["settings"] = Settings(experiment);
        json["history"] = Epochs(outcome.History);
        output.WriteLine(JsonText.Printable(json.ToJsonString(Format)));
    }

    private static JsonObject Data(Experiment experiment)
    {
        var input = experiment.Input;
        var json = new JsonObject
        {
            ["file"] = input.File,
            ["sha256"] = input.Sha256,
            ["rowsRead"] = input.RowsRead,
            ["rowsDropped"] = input.RowsRead - input.RowCount,
            ["missing"] = Missing(input),
            ["rowsTraining"] = experiment.Rows.Training,
            ["rowsValidation"] = experiment.Rows.Validation,
            ["rowsTest"] = experiment.Rows.Test,
            ["features"] = List(input.Features.ColumnNames, static name => name),
            ["target"] = input.Target.Name,
            ["warnings"] = List(input.Warnings, static warning => warning),
        };
        if (experiment.Task.Labels is { } labels)
        {
            json["classes"] = List(labels.Names, static name => name);
            json["positiveClass"] = labels.Positive;
        }
        if (experiment.Task is RegressionTask { Standardised: var (mean, scale) })
        {
            json["targetMean"] = mean;
            json["targetScale"] = scale;
        }
        return json;
    }

    private static JsonObject Settings(Experiment experiment) => Settings(experiment.Settings, experiment.BatchSize);

    private static JsonObject Settings(TrainSettings settings, int batchSize) => new()
    {
        ["ignore"] = List(settings.Ignored, static name => name),
        ["delimiter"] = settings.Csv.Delimiter.ToString(),
        ["header"] = settings.Csv.HasHeader,
        ["missing"] = settings.Missing is null ? null : List(settings.Missing, static word => word),
        ["task"] = Options.Word(settings.Task),
        ["scale"] = Options.Word(settings.Scale),
        ["testShare"] = settings.TestShare,
        ["validationShare"] = settings.ValidationShare,
        ["stratify"] = settings.Stratify,
        ["layers"] = List(settings.Layers, static units => units),
        ["activation"] = settings.Activation.Name,
        ["dropout"] = settings.Dropout,
        ["optimizer"] = settings.OptimizerSettings.DeepClone(),
        ["batchSize"] = batchSize,
        ["epochs"] = settings.Epochs,
        ["patience"] = settings.Patience,
        ["restoreBest"] = settings.RestoreBest,
        ["threads"] = settings.Threads,
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
            foreach (var (name, value) in epoch.Values())
            {
                string key = name.StartsWith("val_", StringComparison.Ordinal) ? "val" + char.ToUpperInvariant(name[4]) + name[5..] : name;
                if (json[key] is not JsonArray values) json[key] = values = [];
                values.Add(Number(value));
            }
        }
        return json;
    }

    private static JsonArray Counts(ConfusionMatrix matrix)
    {
        var rows = new JsonArray();
        for (int actual = 0; actual < matrix.ClassCount; actual++)
            rows.Add((JsonNode)List([.. Enumerable.Range(0, matrix.ClassCount).Select(predicted => matrix[actual, predicted])], static count => count));
        return rows;
    }

    private static JsonArray List<T>(IEnumerable<T> values, Func<T, JsonNode?> convert) => [.. values.Select(convert)];

    // JSON has neither NaN nor infinity.
    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
