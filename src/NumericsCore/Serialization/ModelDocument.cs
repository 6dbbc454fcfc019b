using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NumericsCore;

/// <summary>
/// What a file says of a model beside its parameters: the layers with their settings, in order, and what it was compiled with, as versioned
/// JSON in the metadata. docs/model-files.md shows one.
/// </summary>
internal sealed class ModelDocument : IDisposable
{
    /// <summary>Where it stands in the metadata; keys that begin so are the library's.</summary>
    public const string Key = "numericscore";

    /// <summary>How names of tensors begin that are no parameters.</summary>
    public const string TensorPrefix = Key + ":";

    /// <summary>The form that is written, and the newest that is read.</summary>
    public const int Version = 1;

    private const int MaxBytes = 1 << 24;
    private const string ScheduleKey = "learningRateSchedule";

    /// <summary>The levels that it may have.</summary>
    public const int MaxDepth = 256;

    private readonly JsonDocument _json;
    private readonly SettingsReader _reader;

    private ModelDocument(string file, JsonDocument json)
    {
        _json = json;
        _reader = new SettingsReader(file, $"metadata '{Key}'", json.RootElement, new LoadedLayers());
    }

    /// <summary>The document.</summary>
    public JsonElement Root => _json.RootElement;

    /// <summary>The paths of the parameters that are not trained.</summary>
    /// <exception cref="ModelFileException">They are no list of texts.</exception>
    public IReadOnlyList<string> Frozen => _reader.Has("frozen") ? _reader.ReadStrings("frozen") : [];

    /// <summary>Checks that a user's keys of the metadata are none of the library's.</summary>
    /// <exception cref="ArgumentException">One begins as the library's do, or has no text.</exception>
    public static void RequireOwnKeys(IReadOnlyDictionary<string, string>? metadata, string argument)
    {
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
        {
            if (key.StartsWith(Key, StringComparison.OrdinalIgnoreCase))
                throw new ArgumentException($"The metadata's key '{PrintableText.Of(key)}' begins with '{Key}', which is for the library's own; choose another.", argument);
            if (value is null) throw new ArgumentException($"The metadata's key '{PrintableText.Of(key)}' has no text.", argument);
        }
    }

    /// <summary>The model as a document.</summary>
    /// <param name="model">A model that is built.</param>
    /// <param name="compiled">What it is compiled with; null leaves it out.</param>
    /// <exception cref="NotSupportedException">A layer, initializer, optimizer or metric of the user's own has no name in files.</exception>
    public static string Write(Model model, Compilation? compiled)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("library", $"NumericsCore {typeof(Model).Assembly.GetName().Version?.ToString(3)}");
            json.WriteString("elementType", model.Variables.Select(static variable => variable.ElementType).FirstOrDefault(ElementType.Float32).Name());
            WriteArray(json, "inputShape", model.InputShape!.Value, json.WriteNumberValue);
            if (model.Seed is { } seed) json.WriteNumber("seed", seed);
            json.WritePropertyName("model");
            SettingsWriter.WriteObject<Layer>(json, BuiltInKinds.Layers, model);
            var frozen = model.NamedParameters.Where(static pair => !pair.Value.IsTrainable).Select(static pair => pair.Key).ToList();
            if (frozen.Count > 0) WriteArray(json, "frozen", frozen, json.WriteStringValue);
            if (compiled is not null) WriteCompiled(json, model, compiled);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>The document of a file.</summary>
    /// <exception cref="ModelFileException">It has none, one of a later version, or a broken one.</exception>
    public static ModelDocument Read(SafetensorsFile file)
    {
        byte[] bytes = file.MetadataOf(Key) ?? throw new ModelFileException(file.Path, $"it has tensors, but no model of NumericsCore (no metadata '{Key}'); build the model and read them with LoadWeights");
        if (bytes.Length > MaxBytes) throw new ModelFileException(file.Path, $"metadata '{Key}' has {bytes.Length} bytes; expected at most {MaxBytes}");
        try
        {
            var document = new ModelDocument(file.Path, JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false }));
            int version = document._reader.ReadInt32("version");
            if (version is < 1 or > Version)
                throw document._reader.Broken(version < 1 ? FormattableString.Invariant($"version is {version}; expected 1 or more") : $"it is of version {version}, and this NumericsCore reads up to {Version}; load it with a newer one");
            return document;
        }
        catch (JsonException e)
        {
            throw new ModelFileException(file.Path, $"metadata '{Key}' is not JSON of at most {MaxDepth} levels without repeated names: {ModelFileException.Said(e)}", e);
        }
        // an escape of half a character
        catch (InvalidOperationException e)
        {
            throw new ModelFileException(file.Path, $"metadata '{Key}' has text that is no Unicode", e);
        }
    }

    /// <summary>Makes the model and all that the document says of it.</summary>
    /// <exception cref="ModelFileException">The document breaks a rule, or names a kind that is not known.</exception>
    public LoadedModel Make()
    {
        _reader.ReadStringOrNull("library");
        string type = _reader.ReadString("elementType");
        var loaded = new LoadedModel
        {
            ElementType = Enum.GetValues<ElementType>().Where(known => known.Name() == type).Select(static known => (ElementType?)known).FirstOrDefault()
                ?? throw _reader.Broken($"elementType is {ModelFileException.Quote(type)}; expected float32 or float64"),
            InputShape = ShapeOf(_reader.ReadInt32s("inputShape")),
            Seed = _reader.ReadUInt64OrNull("seed"),
            Model = _reader.ReadObject(BuiltInKinds.Layers, "model") as Model ?? throw _reader.Broken("model is a layer that is no model; expected one such as sequential"),
            Frozen = _reader.Has("frozen") ? [.. _reader.ReadStrings("frozen")] : [],
            Compiled = _reader.Has("compiled") ? ReadCompiled(_reader.ReadPart("compiled")) : null,
        };
        _reader.RequireAllRead();
        return loaded;
    }

    public void Dispose() => _json.Dispose();

    private static void WriteCompiled(Utf8JsonWriter json, Model model, Compilation compiled)
    {
        json.WriteStartObject("compiled");
        json.WritePropertyName("optimizer");
        SettingsWriter.WriteObject(json, OptimizerKinds.Table, compiled.Optimizer, settings =>
        {
            // of every optimizer, so that one of the user's own has it in files too
            settings.Write(ScheduleKey, compiled.Optimizer.Schedule);
            WriteGroups(json, model, compiled.Optimizer);
        });
        json.WritePropertyName("loss");
        SettingsWriter.WriteObject(json, BuiltInKinds.Losses, compiled.Loss);
        WriteArray(json, "metrics", compiled.Metrics, metric => SettingsWriter.WriteObject(json, BuiltInKinds.Metrics, metric));
        json.WriteEndObject();
    }

    /// <summary>Writes the groups that were added by hand, as far as they are of this model: one of all parameters is added anyway.</summary>
    private static void WriteGroups(Utf8JsonWriter json, Model model, Optimizer optimizer)
    {
        var paths = model.NamedParameters.ToDictionary(static pair => pair.Value, static pair => pair.Key);
        if (optimizer.Groups is [] or [{ OwnLearningRate: null, OwnWeightDecay: null }] && optimizer.Groups.All(group => group.Parameters.SequenceEqual(model.Parameters))) return;
        WriteArray(json, "groups", optimizer.Groups, group =>
        {
            json.WriteStartObject();
            WriteArray(json, "parameters", group.Parameters.Where(paths.ContainsKey), parameter => json.WriteStringValue(paths[parameter]));
            if (group.OwnLearningRate is { } rate) json.WriteNumber("learningRate", rate);
            if (group.OwnWeightDecay is { } decay) json.WriteNumber("weightDecay", decay);
            json.WriteEndObject();
        });
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(item);
        json.WriteEndArray();
    }

    private static LoadedCompilation ReadCompiled(SettingsReader reader)
    {
        List<LoadedGroup> groups = [];
        var compiled = new LoadedCompilation(
            new Compilation(
                reader.ReadObject(OptimizerKinds.Table, "optimizer", (made, optimizer) =>
                {
                    made.Schedule = optimizer.ReadScheduleOrNull(ScheduleKey);
                    if (optimizer.Has("groups")) groups.AddRange(optimizer.ReadParts("groups", (json, place) => ReadGroup(optimizer.Nested(json, place))));
                }),
                reader.ReadObject(BuiltInKinds.Losses, "loss"),
                reader.ReadParts("metrics", (json, place) => reader.ReadObject(BuiltInKinds.Metrics, json, place))),
            groups);
        reader.RequireAllRead();
        return compiled;
    }

    private static LoadedGroup ReadGroup(SettingsReader reader)
    {
        var group = new LoadedGroup(reader.ReadStrings("parameters"), reader.ReadDoubleOrNull("learningRate"), reader.ReadDoubleOrNull("weightDecay"));
        reader.RequireAllRead();
        return group;
    }

    private Shape ShapeOf(int[] extents)
    {
        try
        {
            return Shape.Create(extents);
        }
        catch (ArgumentException e)
        {
            throw _reader.Broken($"inputShape: {ModelFileException.Said(e)}", e);
        }
    }
}

/// <summary>What a model is compiled with.</summary>
internal sealed record Compilation(Optimizer Optimizer, Loss Loss, IReadOnlyList<Metric> Metrics);

/// <summary>A group of an optimizer in a file.</summary>
internal sealed class LoadedGroup(string[] parameters, double? learningRate, double? weightDecay)
{
    public string[] Parameters => parameters;

    public double? LearningRate => learningRate;

    public double? WeightDecay => weightDecay;
}

/// <summary>What a model in a file was compiled with.</summary>
internal sealed record LoadedCompilation(Compilation Compiled, IReadOnlyList<LoadedGroup> Groups);

/// <summary>A model as its document has it: not built yet.</summary>
internal sealed class LoadedModel
{
    public required Model Model { get; init; }

    public required ElementType ElementType { get; init; }

    public required Shape InputShape { get; init; }

    public required ulong? Seed { get; init; }

    public required IReadOnlyList<string> Frozen { get; init; }

    public required LoadedCompilation? Compiled { get; init; }
}
