using System.Text.Json;
using System.Text.Json.Nodes;
using NumericsCore.Cli.Pages;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What <c>train --json</c> printed, read to be compared.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Scores">The scores by their names, those of several trainings with their spread.</param>
/// <param name="Settings">What was asked for and what was read, by name.</param>
/// <param name="Curves">The loss and the metrics of each epoch by name; empty for several trainings.</param>
internal sealed record RunFile(string Name, OrderedDictionary<string, RunScore> Scores, OrderedDictionary<string, string> Settings, OrderedDictionary<string, double[]> Curves)
{
    private const string Expected = "expected what 'train --json' printed";

    // what stands beside the scores and is none
    private static readonly HashSet<string> s_facts = ["seed", "epochs", "seconds", "threshold", "folds", "repeat", "seeds"];

    // what other settings say, or no training repeats
    private static readonly HashSet<string> s_leftOut = ["data.warnings", "data.missing", "data.columns"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">There is no such file, or it is no output of <c>train --json</c>.</exception>
    public static RunFile Read(string path)
    {
        FileNames.Require(path);
        if (Directory.Exists(path) || !File.Exists(path)) throw new InputException(Directory.Exists(path) ? $"'{path}' is a folder; expected a file" : $"there is no file '{path}'");
        try
        {
            string text = RunText.Read(path) ?? throw new InputException(FormattableString.Invariant($"{path}: it has more than {RunText.MaxBytes} bytes, as no output of 'train --json' has"));
            var json = JsonNode.Parse(text) as JsonObject ?? throw new InputException($"{path}: it is no JSON object; {Expected}");
            return Of(Path.GetFileName(path), json) ?? throw new InputException($"{path}: it has no 'settings', 'data' and scores; {Expected}");
        }
        // what is no text, text that is no JSON, a name twice, or a value of another kind
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new InputException($"{path}: it is no output of 'train --json': {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}");
        }
    }

    private static RunFile? Of(string name, JsonObject json)
    {
        if (json["settings"] is not JsonObject settings || json["data"] is not JsonObject data) return null;
        var several = json["scores"] as JsonObject;
        var scores = new OrderedDictionary<string, RunScore>();
        foreach (var (key, value) in several ?? json)
        {
            if (several is not null && value is JsonObject summary && summary["mean"] is { } mean) scores[key] = new(mean.GetValue<double>(), summary["standardDeviation"]?.GetValue<double>());
            else if (several is null && value?.GetValueKind() == JsonValueKind.Number && !s_facts.Contains(key)) scores[key] = new(value.GetValue<double>(), null);
        }

        if (scores.Count == 0) return null;
        var all = new OrderedDictionary<string, string>();
        foreach (string key in s_facts.Where(key => key is not ("seconds" or "epochs" or "threshold") && json.ContainsKey(key))) all[key] = json[key]?.ToJsonString() ?? "null";
        foreach (var (key, value) in ReportParts.Flat(settings).Concat(ReportParts.Flat(data, "data.")).Where(static pair => !s_leftOut.Any(left => pair.Name == left || pair.Name.StartsWith(left + ".", StringComparison.Ordinal)))) all[key] = value;
        foreach (string key in (string[])["task", "device", "version"])
            if (json[key] is { } value) all[key] = value.GetValue<string>();
        return new RunFile(name, scores, all, Courses(json["history"] as JsonObject));
    }

    private static OrderedDictionary<string, double[]> Courses(JsonObject? history)
    {
        var curves = new OrderedDictionary<string, double[]>();
        foreach (var (key, value) in history ?? [])
            if (value is JsonArray values && key != "learningRate") curves[key] = [.. values.Select(static one => one is null ? double.NaN : one.GetValue<double>())];
        return curves;
    }
}

/// <summary>A score, with its standard deviation over several trainings.</summary>
internal sealed record RunScore(double Value, double? Deviation) : InvariantRecord
{
    /// <summary>As reports show it.</summary>
    public string Text => Reports.EpochText.Number(Value) + (Deviation is { } deviation ? " ± " + Reports.EpochText.Number(deviation) : "");
}
