using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NumericsCore.Cli.Commands;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>
/// What decides the outcome of a training, by the options' names, as its checkpoints hold it: one that goes on has the same. What changes
/// nothing, such as the threads, is no part of it, and neither is the number of epochs, which may grow, unless the learning rates depend on it.
/// </summary>
internal static class TrainingRecord
{
    /// <summary>Where it stands in the metadata of a checkpoint.</summary>
    public const string Key = "train";

    private const int MaxCharacters = 1 << 24;
    private const string Table = "the table's SHA-256";

    private static readonly JsonSerializerOptions s_format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // whose names in reports are not those of their options
    private static readonly Dictionary<string, string> s_optimizerOptions = new() { ["name"] = "--optimizer", ["amsGrad"] = "--amsgrad" };

    /// <summary>The record as text.</summary>
    public static string Text(Experiment experiment) => JsonSerializer.Serialize(Of(experiment), s_format);

    /// <summary>Checks that a checkpoint is of this training.</summary>
    /// <exception cref="ModelFileException">There is no such file, it is no checkpoint of this tool, or one of another training: all that differs is named.</exception>
    public static void Require(string path, Experiment experiment)
    {
        using var file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue(Key, out string? text))
            throw new ModelFileException(path, $"it is no checkpoint of 'numericscore train' (no metadata '{Key}'); expected a file that --checkpoint has written");
        var saved = Read(path, text);
        var present = Of(experiment);
        string[] differences = [.. Differing(saved, present).Select(name => $"{name} was {Shown(saved, name)} and is {Shown(present, name)}")];
        if (differences.Length > 0) throw new ModelFileException(path, $"the checkpoint is of another training: {string.Join("; ", differences)}");
    }

    /// <summary>The record as text, with what must be the same in all processes of a run.</summary>
    public static string TextOfRun(Experiment experiment) => JsonSerializer.Serialize(OfRun(experiment), s_format);

    /// <summary>What another process's record has otherwise; empty for nothing.</summary>
    /// <param name="other">What <see cref="TextOfRun"/> gave there.</param>
    /// <param name="experiment">The training here.</param>
    public static string Difference(string other, Experiment experiment)
    {
        OrderedDictionary<string, string> there = Read("the record of process 0", other), here = OfRun(experiment);
        return string.Join("; ", Differing(there, here).Select(name => $"{name} is {Shown(here, name)} and there {Shown(there, name)}"));
    }

    private static OrderedDictionary<string, string> OfRun(Experiment experiment)
    {
        var record = Of(experiment);
        var settings = experiment.Settings;
        record["numericscore's version"] = MachineReader.Version(typeof(TrainingRecord).Assembly);
        record["--epochs"] = settings.Epochs.ToString(CultureInfo.InvariantCulture);
        record["--checkpoint"] = settings.Checkpoint ?? "";
        record["--checkpoint-every"] = settings.CheckpointEvery?.ToString(CultureInfo.InvariantCulture) ?? "";
        record["--resume"] = settings.Resume ?? "";
        record["--shard-optimizer"] = Text(settings.ShardOptimizer);
        return record;
    }

    private static IEnumerable<string> Differing(OrderedDictionary<string, string> one, OrderedDictionary<string, string> other) =>
        other.Keys.Union(one.Keys).Where(name => one.GetValueOrDefault(name) != other.GetValueOrDefault(name));

    private static string Shown(OrderedDictionary<string, string> record, string name) => record.TryGetValue(name, out string? value) ? value.Length == 0 ? "none" : value : "not given";

    private static OrderedDictionary<string, string> Of(Experiment experiment)
    {
        var settings = experiment.Settings;
        var csv = experiment.Input.Csv;
        var record = new OrderedDictionary<string, string>
        {
            [Table] = experiment.Input.Sha256,
            ["--target"] = experiment.Input.Target.Name,
            ["--ignore"] = Words(settings.Ignored),
            ["--delimiter"] = ShellWord.Of($"{csv.Delimiter}"),
            ["--no-header"] = Text(csv.HasHeader == false),
            ["--missing"] = settings.MissingGiven is null ? "the usual words" : Words(settings.MissingGiven),
            ["--task"] = experiment.Task.Name,
            ["--positive"] = experiment.Task.Labels?.Positive ?? "",
            ["--scale"] = Options.Word(settings.Scale),
            ["--test-size"] = Text(settings.TestSize),
            ["--validation-split"] = Text(settings.ValidationSplit),
            ["--stratify"] = Text(settings.Stratify),
            ["--seed"] = settings.Seed.ToString(CultureInfo.InvariantCulture),
            ["--layers"] = string.Join(',', settings.Layers.Select(static units => units.ToString(CultureInfo.InvariantCulture))),
            ["--activation"] = settings.Activation.Name,
            ["--dropout"] = Text(settings.Dropout),
            ["--batch-size"] = experiment.BatchSize.ToString(CultureInfo.InvariantCulture),
            ["--patience"] = settings.Patience.ToString(CultureInfo.InvariantCulture),
            ["--restore-best-weights"] = Text(settings.RestoreBestWeights),
            ["--device's products"] = Options.Word(experiment.MathMode),
        };
        foreach (var (option, text) in ReadingOptions.Given(csv)) record[option] = text;
        foreach (var (option, texts) in settings.Columns.Given) record[option] = Words(texts);
        if (settings.Evaluation.ClassWeights != ClassWeighting.None) record["--class-weights"] = Options.Word(settings.Evaluation.ClassWeights);
        if (settings.VirtualShards != 1) record["--virtual-shards"] = settings.VirtualShards.ToString(CultureInfo.InvariantCulture);
        if (settings.Schedule.DependsOnLength) record["--epochs"] = settings.Epochs.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in settings.OptimizerSettings)
        {
            if (name == "biasCorrection") record["--no-bias-correction"] = Text(!value!.GetValue<bool>());
            else if (value is not null) record[s_optimizerOptions.GetValueOrDefault(name) ?? $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}"] = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        }

        return record;
    }

    private static OrderedDictionary<string, string> Read(string path, string text)
    {
        var record = new OrderedDictionary<string, string>();
        try
        {
            if (text.Length > MaxCharacters) throw new JsonException(FormattableString.Invariant($"it has {text.Length} characters, and at most {MaxCharacters} are read"));
            foreach (var (name, value) in JsonNode.Parse(text)?.AsObject() ?? []) record[name] = value?.GetValue<string>() ?? "";
            return record;
        }
        // text that is no JSON, other JSON, a name twice, or half a character
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFileException(path, $"metadata '{Key}' is no JSON object of texts: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}", e);
        }
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(ShellWord.Of));
}
