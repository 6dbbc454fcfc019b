using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Reports;

/// <summary>What a test gave, as JSON.</summary>
internal static class ScoreJson
{
    // The default also escapes what would only matter inside HTML.
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MaxMatrixClasses = 100;

    /// <summary>Prints an object on one line.</summary>
    public static void Write(TextWriter output, JsonObject json) => output.WriteLine(JsonText.Printable(json.ToJsonString(Format)));

    /// <summary>Adds the scores with their intervals.</summary>
    public static void AddValues(JsonObject json, TestScores scores)
    {
        foreach (var score in scores.Values) json[score.Key] = Number(score.Value);
        if (scores.Intervals.Count > 0)
        {
            var intervals = new JsonObject();
            for (int i = 0; i < scores.Values.Count; i++)
                if (scores.Intervals[i] is { } interval) intervals[scores.Values[i].Key] = new JsonArray(Number(interval.Lower), Number(interval.Upper));
            json["intervals95"] = intervals;
        }
    }

    /// <summary>Adds the scores and the confusion matrix.</summary>
    public static void Add(JsonObject json, TestScores scores, PredictionTask task)
    {
        AddValues(json, scores);
        if (scores.Confusion is not { } matrix) return;
        json["averaging"] = task.Averaging;
        // a matrix of many classes is nearly all zeros, and larger than anything else
        if (matrix.ClassCount <= MaxMatrixClasses) json["confusion"] = Counts(matrix);
        else json["confusionCells"] = List(matrix.NonzeroCells(), static cell => new JsonArray(cell.Actual, cell.Predicted, cell.Count));
        json["confusionRows"] = "actual";
    }

    /// <summary>Adds the scores of simpler models, by their names.</summary>
    public static void Add(JsonObject json, IReadOnlyList<Baseline> baselines)
    {
        if (baselines.Count == 0) return;
        var all = new JsonObject();
        foreach (var baseline in baselines)
        {
            var one = new JsonObject();
            AddValues(one, baseline.Scores);
            if (baseline.Epochs is { } epochs) one["epochs"] = epochs;
            if (baseline.WeightsSha256 is { } hash) one["weightsSha256"] = hash;
            all[baseline.Key] = one;
        }

        json["baselines"] = all;
    }

    public static JsonArray List<T>(IEnumerable<T> values, Func<T, JsonNode?> convert) => [.. values.Select(convert)];

    // JSON has neither NaN nor infinity.
    public static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonArray Counts(ConfusionMatrix matrix)
    {
        var rows = new JsonArray();
        for (int actual = 0; actual < matrix.ClassCount; actual++)
            rows.Add((JsonNode)List([.. Enumerable.Range(0, matrix.ClassCount).Select(predicted => matrix[actual, predicted])], static count => count));
        return rows;
    }
}
