using System.Text.Json;
using NumericsCore.Data.Names;

namespace NumericsCore.Data;

/// <summary>The words that mark a missing value in single columns, in the JSON of a pipeline.</summary>
internal static class MissingJson
{
    public static void Save(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, IReadOnlyList<string>> wordsOf)
    {
        json.WriteStartArray(name);
        foreach (var (column, words) in wordsOf)
        {
            json.WriteStartObject();
            json.WriteString("column", column);
            json.WriteTexts("words", words);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="Save"/> has written.</summary>
    /// <exception cref="ModelFileException">It is not that, or a column comes twice.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Load(SettingsReader pipeline, string name)
    {
        var wordsOf = new Dictionary<string, IReadOnlyList<string>>(CanonicalForm.Comparer);
        pipeline.ReadParts(name, (json, place) =>
        {
            var reader = pipeline.Nested(json, place);
            string column = reader.ReadString("column");
            if (!wordsOf.TryAdd(column, reader.ReadStrings("words"))) throw reader.Broken($"column is {ModelFileException.Quote(column)}, which comes twice");
            reader.RequireAllRead();
            return column;
        });
        return wordsOf;
    }
}
