using System.Globalization;
using System.Text;
using CsvHelper;

namespace NumericsCore.Data.Tests;

/// <summary>CSV text to tables, and back.</summary>
internal static class Csv
{
    public static Table Read(string text, CsvOptions? options = null) => Table.ReadCsv(new StringReader(text), "data.csv", options);

    public static Table ReadFile(byte[] bytes, CsvOptions? options = null)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return Table.ReadCsv(path, options);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A stream of commas, points and a header.</summary>
    public static Data.Csv.CsvText AsUsual(Stream stream) => new(stream, new CsvOptions(), []);

    public static string Write(Table table, CsvWriterOptions options)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (CsvWriter csv = CsvWriter.Create(text, options))
        {
            foreach (Column column in table.Columns) csv.WriteField(column.Name);
            csv.EndRecord();
            for (int row = 0; row < table.RowCount; row++)
            {
                foreach (Column column in table.Columns) csv.WriteField(Cell(column, row));
                csv.EndRecord();
            }
        }
        return text.ToString();
    }

    public static double[] Numbers(Table table, string column) => Assert.IsType<NumericColumn>(table[column]).Values.ToArray();

    public static List<string?> Texts(Table table, string column) => [.. Assert.IsType<TextColumn>(table[column]).Values];

    public static byte[] Utf8(string text, bool byteOrderMark = false) =>
        byteOrderMark ? [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)] : Encoding.UTF8.GetBytes(text);

    public static string Fails(string text, CsvOptions? options = null) => Fails(() => Read(text, options)).Message;

    public static TableException Fails(Action action) => Assert.Throws<TableException>(action);

    private static string Cell(Column column, int row) => column switch
    {
        NumericColumn numbers => double.IsNaN(numbers.Values[row]) ? "" : numbers.Values[row].ToString("R", CultureInfo.InvariantCulture),
        TextColumn text => text.Values[row] ?? "",
        _ => throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column)),
    };
}
