using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NumericsCore.Measurement;

/// <summary>A file that is no result, and why.</summary>
/// <param name="message">For the user, with the file's name.</param>
/// <param name="cause">What the parser found.</param>
internal sealed class ResultFormatException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Writes result files, and reads those of this version and of others.</summary>
internal static class ResultStore
{
    // by reflection: a source generator would cost every user of the tool seconds of building it
    private static readonly JsonSerializerOptions s_format = new()
    {
        RespectNullableAnnotations = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>The file as JSON.</summary>
    public static string ToJson(ResultFile result) => JsonText.Printable(JsonSerializer.Serialize(result, s_format)) + "\n";

    /// <summary>Writes a result.</summary>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void Write(ResultFile result, string path) => OutputFile.WriteAll(path, ToBytes(result));

    /// <summary>The bytes of a result file.</summary>
    public static byte[] ToBytes(ResultFile result) => Encoding.UTF8.GetBytes(ToJson(result));

    /// <summary>Reads a file; the remarks name what this version does not know.</summary>
    /// <exception cref="ResultFormatException">It is not a result file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (ResultFile Result, IReadOnlyList<string> Remarks) Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads JSON; <paramref name="name"/> is what messages call it.</summary>
    /// <exception cref="ResultFormatException">It is not a result.</exception>
    public static (ResultFile Result, IReadOnlyList<string> Remarks) Parse(string json, string name)
    {
        ResultFile? result;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schema", out _) || !root.TryGetProperty("devices", out _))
                throw new ResultFormatException($"{name} is no result of numericscore bench; expected an object with \"schema\" and \"devices\"");
            result = root.Deserialize<ResultFile>(s_format)!;
        }
        // of half a surrogate pair, the parser says that the operation is invalid
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ResultFormatException($"{name} is no result of numericscore bench: {exception.Message.TrimEnd('.')}", exception);
        }

        ResultChecks.Require(result, name);

        var remarks = new List<string>();
        if (result.Schema != ResultFile.CurrentSchema) remarks.Add($"{name} has version {result.Schema} of the format; this program knows {ResultFile.CurrentSchema}");
        remarks.AddRange(UnknownFields(result).Distinct().Select(field => $"{name}: the field {field} is unknown here, and left out"));
        return (result, remarks);
    }

    private static IEnumerable<string> UnknownFields(ResultFile result)
    {
        IEnumerable<(string Place, ResultPart? Part)> parts = [("", result), ("machine.", result.Machine)];
        foreach (var device in result.Devices)
            parts = [.. parts, ("devices.", device), ("devices.ceilings.", device.Ceilings), .. device.Entries.Select(static entry => ("devices.entries.", (ResultPart?)entry))];
        return parts.SelectMany(static part => part.Part?.Unknown?.Keys.Select(field => part.Place + field) ?? []);
    }
}
