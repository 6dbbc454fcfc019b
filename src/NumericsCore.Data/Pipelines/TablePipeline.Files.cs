using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NumericsCore.Data;

public sealed partial class TablePipeline
{
    /// <summary>Where the pipeline stands in the metadata of a file.</summary>
    internal const string Key = "numericscore.pipeline";

    /// <summary>
    /// Saves model and pipeline to one safetensors file, as <see cref="Model.Save"/> does: what loads a model from it gets the model alone.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="compiled">Whether the optimizer, the loss and the metrics are saved too, if there are any.</param>
    /// <param name="metadata">Text of one's own beside them, by keys that do not begin with "numericscore"; none if null.</param>
    /// <exception cref="NotSupportedException">A layer, initializer, optimizer or metric of one's own is not registered with <see cref="ModelRegistry"/>.</exception>
    /// <exception cref="ArgumentException">A key of the metadata is the library's.</exception>
    /// <exception cref="ModelFileException">The file cannot be written; the old one is as it was.</exception>
    public void Save(string path, bool compiled = true, IReadOnlyDictionary<string, string>? metadata = null) =>
        Model.SaveWith(path, Key, ToJson(), compiled, metadata);

    /// <summary>Loads model and pipeline from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    /// <exception cref="ModelFileException">
    /// There is no such file, it breaks a rule, holds no model or no pipeline, or one of a later version, or the two do not fit.
    /// </exception>
    public static TablePipeline Load(string path, Device? device = null)
    {
        using var file = SafetensorsFile.Open(path);
        var parts = TablePipelineParts.Read(file);
        try
        {
            var model = Model.Load(file, device, allowNonFinite: false);
            return parts.TargetScaler is { } scaler
                ? new TablePipeline(model, parts.Features, scaler) { MissingWords = parts.Missing, MissingWordsOf = parts.MissingOf, Columns = parts.Columns, Csv = parts.Csv }
                : new TablePipeline(model, parts.Features, parts.Target, parts.Classes!, parts.FromLogits, parts.Threshold) { MissingWords = parts.Missing, MissingWordsOf = parts.MissingOf, Columns = parts.Columns, Csv = parts.Csv };
        }
        // the two fit each its rules, but not one another
        catch (ArgumentException e)
        {
            throw new ModelFileException(file.Path, $"metadata '{Key}': {ModelFileException.Said(e)}", e);
        }
    }

    private string ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            bool reading = Csv is not null && CsvJson.IsNotable(Csv);
            json.WriteNumber("version", MissingWordsOf.Count > 0 || Columns is { IsOfNewestForm: true } ? TablePipelineParts.Version : reading ? TablePipelineParts.ReadingVersion : Columns is null ? TablePipelineParts.PlainVersion : TablePipelineParts.ColumnsVersion);
            json.WriteString("library", $"NumericsCore {typeof(Model).Assembly.GetName().Version?.ToString(3)}");
            json.WriteTexts("features", Features.ColumnNames);
            json.WriteNumbers("means", Features.Means);
            json.WriteNumbers("scales", Features.Scales);
            json.WriteString("target", Target);
            json.WriteString("task", Classes is null ? TablePipelineParts.Regression : TablePipelineParts.Classification);
            Columns?.Save(json, "columns");
            if (Columns is { Interactions.Count: > 0 }) Columns.Products.Save(json, "interactions");
            if (MissingWords is not null) json.WriteTexts("missing", MissingWords);
            if (MissingWordsOf.Count > 0) MissingJson.Save(json, "missingOf", MissingWordsOf);
            if (reading) CsvJson.Save(json, "reading", Csv!);
            if (Classes is not null)
            {
                json.WriteTexts("classes", Classes);
                json.WriteBoolean("fromLogits", FromLogits);
                if (Classes.Count == 2) json.WriteNumber("threshold", Threshold);
            }
            else
            {
                json.WriteNumber("targetMean", _targetScaler!.Means[0]);
                json.WriteNumber("targetScale", _targetScaler.Scales[0]);
            }
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
