using System.Text;
using CsvHelper;

namespace NumericsCore.Data.Csv;

/// <summary>What the first lines of a file say of how it is written.</summary>
internal static class Dialect
{
    /// <summary>The delimiter that the record names, if it is a line such as sep=; for programs, as Excel writes it.</summary>
    public static char? SeparatorLine(ReadOnlySpan<byte> record)
    {
        if (record is [(byte)'"', .. var quoted, (byte)'"']) record = quoted;
        return record.Length == 5 && Ascii.EqualsIgnoreCase(record[..4], "sep="u8) && Ascii.IsValid(record[4]) ? (char)record[4] : null;
    }

    /// <summary>The delimiter by which the first two rows have as many fields, more than one; null if it is the one given, or there is none.</summary>
    public static char? LikelyDelimiter(Stream stream, char given)
    {
        stream.Position = 0;
        var options = new CsvReaderOptions { HasHeader = false, TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw };
        using var csv = CsvReader.Create(stream, options, leaveOpen: true);
        try
        {
            if (!csv.Read() || csv.FieldCount < 2 || csv.Separator == given) return null;
            int fields = csv.FieldCount;
            return csv.Read() && csv.FieldCount == fields ? csv.Separator : null;
        }
        catch (CsvFormatException)
        {
            // not a delimiter by which the file can be read
            return null;
        }
    }

    /// <summary>What a message says of fields that seem to be separated otherwise.</summary>
    public static string Observation(char delimiter) => $"the fields look separated by {NameOf(delimiter)}";

    /// <summary>A delimiter in a message.</summary>
    public static string NameOf(char delimiter) => delimiter == '\t' ? "tabs" : $"'{PrintableText.Of(delimiter.ToString())}'";
}
