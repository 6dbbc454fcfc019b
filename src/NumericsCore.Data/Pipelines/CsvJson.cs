using System.Text.Json;

namespace NumericsCore.Data;

/// <summary>How a table is written, in the JSON of a pipeline.</summary>
internal static class CsvJson
{
    private const string Blanks = "blanks";

    /// <summary>Whether a table is written otherwise than most: in anything but commas, points and a header.</summary>
    public static bool IsNotable(CsvOptions csv) => csv.BlankRuns || csv.Delimiter is not (null or ',') || csv.HasHeader == false || csv.DecimalSign != '.' || csv.Thousands is not null || csv.Comment is not null;

    public static void Save(Utf8JsonWriter json, string name, CsvOptions csv)
    {
        json.WriteStartObject(name);
        if (csv.BlankRuns || csv.Delimiter is not null) json.WriteString("delimiter", csv.BlankRuns ? Blanks : csv.Delimiter.ToString());
        if (csv.HasHeader is { } header) json.WriteBoolean("header", header);
        json.WriteString("decimal", csv.DecimalSign.ToString());
        if (csv.Thousands is { } thousands) json.WriteString("thousands", thousands.ToString());
        if (csv.Comment is { } comment) json.WriteString("comment", comment.ToString());
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Save"/> has written.</summary>
    /// <exception cref="ModelFileException">It is not that.</exception>
    /// <exception cref="ArgumentException">A sign is none that can be.</exception>
    public static CsvOptions Load(SettingsReader pipeline, string name)
    {
        var reader = pipeline.ReadPart(name);
        string? delimiter = reader.ReadStringOrNull("delimiter");
        var csv = new CsvOptions
        {
            BlankRuns = delimiter == Blanks,
            Delimiter = delimiter == Blanks ? '\t' : Sign(reader, "delimiter", delimiter),
            HasHeader = reader.Has("header") ? reader.ReadBoolean("header") : null,
            Decimal = Sign(reader, "decimal", reader.ReadString("decimal")),
            Thousands = Sign(reader, "thousands", reader.ReadStringOrNull("thousands")),
            Comment = Sign(reader, "comment", reader.ReadStringOrNull("comment")),
        };
        csv.RequireDelimiter();
        if (csv.Thousands == csv.DecimalSign) throw reader.Broken($"thousands and decimal are both '{csv.Decimal}'; expected two signs");
        reader.RequireAllRead();
        return csv;
    }

    private static char? Sign(SettingsReader reader, string name, string? text) => text switch
    {
        null => null,
        [var sign] => sign,
        _ => throw reader.Broken($"{name} is {ModelFileException.Quote(text)}; expected one character"),
    };
}
