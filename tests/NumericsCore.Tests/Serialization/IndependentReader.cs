using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace NumericsCore.Tests.Serialization;

/// <summary>A short reader of safetensors that shares nothing with the library's: from the format's description, over the whole file at once.</summary>
internal static class IndependentReader
{
    private static readonly Dictionary<string, int> s_bits = new()
    {
        ["BOOL"] = 8,
        ["U8"] = 8,
        ["I8"] = 8,
        ["I16"] = 16,
        ["U16"] = 16,
        ["F16"] = 16,
        ["BF16"] = 16,
        ["I32"] = 32,
        ["U32"] = 32,
        ["F32"] = 32,
        ["F64"] = 64,
        ["I64"] = 64,
        ["U64"] = 64,
        ["F8_E5M2"] = 8,
        ["F8_E4M3"] = 8,
        ["F8_E8M0"] = 8,
        ["F8_E4M3FNUZ"] = 8,
        ["F8_E5M2FNUZ"] = 8,
        ["F4"] = 4,
        ["F6_E2M3"] = 6,
        ["F6_E3M2"] = 6,
        ["C64"] = 64,
    };

    /// <summary>The tensors' types and bytes; null for a file that breaks a rule.</summary>
    public static Dictionary<string, (string Type, long[] Shape, byte[] Bytes)>? Read(byte[] file)
    {
        if (file.Length < 8) return null;
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length > 100_000_000 || length + 8 > (ulong)file.Length) return null;
        byte[] header = file[8..(8 + (int)length)], body = file[(8 + (int)length)..];
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(header);
            if (header.Length == 0 || header[0] != '{') return null;
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 64 });
            return Tensors(json.RootElement, body);
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static Dictionary<string, (string, long[], byte[])>? Tensors(JsonElement header, byte[] body)
    {
        var tensors = new Dictionary<string, (string, long[], byte[])>();
        var ranges = new List<(BigInteger Begin, BigInteger End)>();
        bool hasMetadata = false;
        foreach (var entry in header.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                if (hasMetadata) return null;
                hasMetadata = true;
                var keys = new HashSet<string>();
                foreach (var text in entry.Value.EnumerateObject())
                    if (!keys.Add(text.Name) || text.Value.GetString() is null) return null;
                continue;
            }

            foreach (string field in (string[])["dtype", "shape", "data_offsets"])
                if (entry.Value.EnumerateObject().Count(property => property.NameEquals(field)) != 1) return null;
            string type = entry.Value.GetProperty("dtype").GetString()!;
            BigInteger[] shape = Numbers(entry.Value.GetProperty("shape")), offsets = Numbers(entry.Value.GetProperty("data_offsets"));
            if (!s_bits.TryGetValue(type, out int bits) || shape.Length > 64 || offsets.Length != 2 || offsets[1] < offsets[0]) return null;
            BigInteger size = bits;
            foreach (var extent in shape)
            {
                size *= extent;
                if (size > long.MaxValue) return null;
            }

            if (size != 8 * (offsets[1] - offsets[0]) || offsets[1] > body.Length) return null;
            if (!tensors.TryAdd(entry.Name, (type, [.. shape.Select(static extent => (long)extent)], body[(int)offsets[0]..(int)offsets[1]]))) return null;
            ranges.Add((offsets[0], offsets[1]));
        }

        BigInteger end = 0;
        foreach (var (begin, stop) in ranges.Order())
        {
            if (begin != end) return null;
            end = stop;
        }

        return end == body.Length ? tensors : null;
    }

    private static BigInteger[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(static element =>
        element.TryGetInt64(out long number) && number >= 0 ? number : throw new JsonException())];
}
