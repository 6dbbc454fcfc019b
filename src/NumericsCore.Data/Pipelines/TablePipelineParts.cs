using System.Text.Json;

namespace NumericsCore.Data;

/// <summary>What a file says of a pipeline, beside its model.</summary>
internal sealed record TablePipelineParts(
    StandardScaler Features, string Target, string[]? Classes, bool FromLogits, double Threshold, StandardScaler? TargetScaler, string[]? Missing, IReadOnlyDictionary<string, IReadOnlyList<string>> MissingOf, ColumnTransformer? Columns, CsvOptions? Csv)
{
    public const string Classification = "classification";
    public const string Regression = "regression";

    /// <summary>The newest form that is read; it is written where a column has words of its own for missing values, or there are products of columns.</summary>
    public const int Version = 4;

    /// <summary>The form that is written where the table was not written as usual.</summary>
    public const int ReadingVersion = 3;

    /// <summary>The form that is written where there are columns that a transformer makes.</summary>
    public const int ColumnsVersion = 2;

    /// <summary>The form that is written where every column is one of numbers.</summary>
    public const int PlainVersion = 1;

    private const int MaxBytes = 1 << 26;
    private const int MaxDepth = 8;

    /// <summary>The name alone.</summary>
    public override string ToString() => nameof(TablePipelineParts);

    /// <summary>Reads the metadata of a file.</summary>
    /// <exception cref="ModelFileException">It has none of a pipeline, one of a later version, or a broken one.</exception>
    public static TablePipelineParts Read(SafetensorsFile file)
    {
        using var json = Document(file);
        var reader = new SettingsReader(file.Path, $"metadata '{TablePipeline.Key}'", json.RootElement, new LoadedLayers());
        int version = reader.ReadInt32("version");
        if (version is < 1 or > Version)
            throw reader.Broken(version < 1 ? FormattableString.Invariant($"version is {version}; expected 1 or more") : $"it is of version {version}, and this NumericsCore reads up to {Version}; load it with a newer one");
        try
        {
            return Read(reader, version);
        }
        // numbers that are some, but not those of a scaler
        catch (ArgumentException e)
        {
            throw reader.Broken(ModelFileException.Said(e), e);
        }
    }

    private static TablePipelineParts Read(SettingsReader reader, int version)
    {
        reader.ReadStringOrNull("library");
        var features = new StandardScaler(reader.ReadStrings("features"), reader.ReadDoubles("means"), reader.ReadDoubles("scales"));
        string target = reader.ReadString("target"), task = reader.ReadString("task");
        string[]? missing = reader.Has("missing") ? reader.ReadStrings("missing") : null;
        var interactions = version > ReadingVersion && reader.Has("interactions") ? FittedInteractions.Load(reader, "interactions") : [];
        var columns = version == ColumnsVersion || (version > ColumnsVersion && reader.Has("columns")) ? ColumnTransformer.Load(reader, "columns", interactions) : null;
        var csv = version > ColumnsVersion && reader.Has("reading") ? CsvJson.Load(reader, "reading") : null;
        var missingOf = version > ReadingVersion && reader.Has("missingOf") ? MissingJson.Load(reader, "missingOf") : new Dictionary<string, IReadOnlyList<string>>();
        TablePipelineParts parts = task switch
        {
            Classification => new(features, target, reader.ReadStrings("classes"), reader.ReadBoolean("fromLogits"), reader.ReadDoubleOrNull("threshold") ?? 0.5, null, missing, missingOf, columns, csv),
            Regression => new(features, target, null, false, 0.5, new StandardScaler([target], [reader.ReadDouble("targetMean")], [reader.ReadDouble("targetScale")]), missing, missingOf, columns, csv),
            _ => throw reader.Broken($"task is {ModelFileException.Quote(task)}; expected {Classification} or {Regression}"),
        };
        reader.RequireAllRead();
        return parts;
    }

    private static JsonDocument Document(SafetensorsFile file)
    {
        byte[] bytes = file.MetadataOf(TablePipeline.Key) ?? throw new ModelFileException(file.Path, file.MetadataOf(ModelDocument.Key) is null
            ? $"it holds no model of a table (no metadata '{TablePipeline.Key}'), but tensors alone"
            : $"it holds a model, but not the columns, scaling and target that go with it on tables (no metadata '{TablePipeline.Key}'); save it with TablePipeline.Save or 'numericscore train --save'");
        if (bytes.Length > MaxBytes) throw new ModelFileException(file.Path, $"metadata '{TablePipeline.Key}' has {bytes.Length} bytes; expected at most {MaxBytes}");
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        // the second: an escape of half a character
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ModelFileException(file.Path, $"metadata '{TablePipeline.Key}' is not JSON of at most {MaxDepth} levels without repeated names: {ModelFileException.Said(e)}", e);
        }
    }
}
