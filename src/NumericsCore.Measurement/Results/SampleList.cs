using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NumericsCore.Measurement;

/// <summary>Samples in a file: one line, six digits each, far more than a clock resolves.</summary>
internal sealed class SampleList : JsonConverter<IReadOnlyList<double>>
{
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<double> value, JsonSerializerOptions options) =>
        writer.WriteRawValue($"[{string.Join(", ", value.Select(static seconds => seconds.ToString("G6", CultureInfo.InvariantCulture)))}]");

    public override IReadOnlyList<double> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("The samples are no list.");
        var samples = new List<double>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            samples.Add(reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw new JsonException("A sample is no number."));
        return samples;
    }
}
