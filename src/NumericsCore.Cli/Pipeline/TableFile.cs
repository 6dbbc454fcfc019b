using NumericsCore.Columnar;
using NumericsCore.Data;
using NumericsCore.Data.Csv;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Tables in files: CSV, or Parquet and Arrow, which their first bytes tell.</summary>
internal static class TableFile
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="csv">How it is written if it is CSV; the words that mark missing values in any case, if they are not the usual ones.</param>
    /// <exception cref="InputException">The file is no CSV, and an option says how CSV is written.</exception>
    /// <exception cref="TableException">The file is no table.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Table Read(string path, CsvOptions csv) => FormatOf(path) is { } format ? ReadColumnar(path, format, csv) : Table.ReadCsv(path, csv);

    /// <summary>How a table is written that was read.</summary>
    public static string ReadAs(Table table, string path) => table.Csv?.ToString() ?? (FormatOf(path) is { } format ? ColumnarFormats.NameOf(format) : "");

    /// <summary>Reads the rows for a model a block at a time: CSV as it comes, other formats from memory.</summary>
    /// <param name="path">The file, or a pipe with CSV.</param>
    /// <param name="csv">As for <see cref="Read"/>.</param>
    /// <param name="pipeline">The model.</param>
    /// <param name="kept">Columns whose text is kept.</param>
    /// <param name="use">Reads the rows.</param>
    /// <exception cref="TableException">The file is no table, or columns are not there or cannot be used.</exception>
    public static T ReadRows<T>(string path, CsvOptions csv, TablePipeline pipeline, IReadOnlyList<string> kept, Func<IFeatureReader, T> use)
    {
        if (FormatOf(path) is { } format)
        {
            using var rows = new TableFeatureReader(ReadColumnar(path, format, csv), pipeline, kept);
            return use(rows);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        using var reader = new CsvFeatureReader(stream, path, csv, pipeline, kept);
        return use(reader);
    }

    private static ColumnarFormat? FormatOf(string path) => ColumnarFormats.Of(path);

    private static Table ReadColumnar(string path, ColumnarFormat format, CsvOptions csv)
    {
        if (Given(csv) is { } option) throw new InputException($"'{path}' is a {ColumnarFormats.NameOf(format)} file, but {option} says how CSV is written");
        // real nulls are missing anyway, and a class may well be called NA
        var words = csv.MissingTexts.SequenceEqual(MissingWords.UsualTexts) ? null : csv.MissingTexts;
        return ColumnarFile.Read(path).WithMissing(name => csv.MissingOf.GetValueOrDefault(name) ?? words);
    }

    private static string? Given(CsvOptions csv) =>
        csv.Delimiter is not null || csv.BlankRuns ? "--delimiter"
        : csv.HasHeader is { } header ? header ? "--header" : "--no-header"
        : csv.Decimal is not null ? "--decimal"
        : csv.Thousands is not null ? "--thousands"
        : csv.Comment is not null ? "--comment"
        : csv.Encoding is not null ? "--encoding"
        : null;
}
