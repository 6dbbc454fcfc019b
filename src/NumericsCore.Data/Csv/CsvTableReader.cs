using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace NumericsCore.Data.Csv;

/// <summary>Reads CSV into columns: numbers straight from the bytes of the file, strings for text only.</summary>
internal sealed class CsvTableReader
{
    private const int FirstCapacity = 1024;

    private readonly string _name;
    private readonly CsvReaderOptions _options;
    private readonly MissingWords _missing;
    // The byte without which no field of a record can hold a comma.
    private readonly byte _commaSign;

    private CsvTableReader(string name, CsvOptions options)
    {
        if (!char.IsAscii(options.Delimiter) || options.Delimiter is '"' or '\r' or '\n' or '\0')
            throw new ArgumentException($"The delimiter U+{(int)options.Delimiter:X4} is not an ASCII character other than quote and line break.", nameof(options));
        _name = name;
        _missing = new MissingWords(options.MissingValues);
        _commaSign = options.Delimiter == ',' ? (byte)'"' : (byte)',';
        _options = new CsvReaderOptions
        {
            Separator = options.Delimiter,
            // The header is read as a record like the others, for its line number and the same checks.
            HasHeader = false,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            PoolStrings = true,
        };
    }

    /// <summary>Reads a seekable stream from its start, a second time where a column of numbers turns to text midway.</summary>
    public static Table Read(Stream stream, string name, CsvOptions? options)
    {
        var reader = new CsvTableReader(name, options ?? new CsvOptions());
        try
        {
            return reader.Read(stream);
        }
        catch (CsvFormatException e)
        {
            throw new TableException(
                "a quote is misplaced or never closed; a field that contains quotes is written in quotes, with each of its own doubled",
                name, (int)e.LineNumber, cause: e);
        }
    }

    private Table Read(Stream stream)
    {
        ColumnBuilder[] columns;
        int rows = 0;
        using (CsvReader csv = Open(stream))
        {
            columns = ReadHeader(csv);
            rows = ReadRows(csv, columns, stream.Length);
        }
        foreach (ColumnBuilder column in columns.Where(c => !c.IsText && c.NotFinite is not null).OrderBy(c => c.NotFinite!.Value.Line))
        {
            (int line, string text) = column.NotFinite!.Value;
            throw new TableException($"{Quoted.One(text)} is not a finite number in the range of float64", _name, line, column.Name);
        }
        if (columns.Any(column => column.RowsToReread > 0)) RereadText(stream, columns);
        return new Table(columns.Select(column => column.Build(rows)), _name);
    }

    private CsvReader Open(Stream stream)
    {
        stream.Position = 0;
        return CsvReader.Create(stream, _options, leaveOpen: true);
    }

    private ColumnBuilder[] ReadHeader(CsvReader csv)
    {
        if (!csv.Read()) throw new TableException("the file is empty; a header line with the names of the columns was expected", _name);
        int line = (int)csv.LineNumber;
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < csv.FieldCount; c++)
        {
            string name = Decode(csv, c, column: null);
            if (string.IsNullOrWhiteSpace(name)) throw new TableException($"column {c + 1} of the header has no name", _name, line);
            if (!positions.TryAdd(name, c))
                throw new TableException($"columns {positions[name] + 1} and {c + 1} of the header have the same name", _name, line, name);
        }
        return [.. positions.OrderBy(p => p.Value).Select(p => new ColumnBuilder(p.Key))];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReadRows(CsvReader csv, ColumnBuilder[] columns, long length)
    {
        int rows = 0, capacity = 0;
        while (csv.Read())
        {
            if (csv.FieldCount != columns.Length)
                throw new TableException($"{Fields(csv.FieldCount)} found, but the header has {columns.Length}", _name, (int)csv.LineNumber);
            if (rows == capacity)
            {
                capacity = NextCapacity(rows, csv.ByteOffset, length);
                foreach (ColumnBuilder column in columns) column.Reserve(capacity);
            }
            bool plain = !_missing.HasNumber && !csv.RawRecord.Contains(_commaSign);
            for (int c = 0; c < columns.Length; c++)
            {
                ColumnBuilder column = columns[c];
                if (plain && !column.IsText && csv.TryParse(c, out double value) && double.IsFinite(value)) column.SetNumber(rows, value);
                else ReadCell(csv, c, column, rows);
            }
            rows++;
        }
        return rows > 0 ? rows : throw new TableException("there are no rows after the header", _name);
    }

    /// <summary>Guesses the number of rows from the bytes read so far: growth by doubling would cost as much as parsing.</summary>
    private static int NextCapacity(int rows, long bytesRead, long length)
    {
        if (rows == 0) return FirstCapacity;
        double expected = (double)length / bytesRead * rows;
        return (int)Math.Clamp(1.02 * expected, 1.1 * rows + FirstCapacity, Array.MaxLength);
    }

    private void ReadCell(CsvReader csv, int c, ColumnBuilder column, int row)
    {
        ReadOnlySpan<byte> cell = csv.GetSpan(c);
        if (_missing.Contains(cell)) column.SetMissing(row);
        // CsvHelper takes commas for thousands, and would so read the decimal comma of 1,5 as 15.
        else if (!column.IsText && IsInfinity(cell)) column.SetNotFinite(row, (int)csv.LineNumber, Encoding.UTF8.GetString(cell));
        else if (column.IsText || cell.Contains((byte)',') || !csv.TryParse(c, out double value)) column.SetText(row, Decode(csv, c, column.Name));
        else if (double.IsFinite(value)) column.SetNumber(row, value);
        else column.SetNotFinite(row, (int)csv.LineNumber, Encoding.UTF8.GetString(cell));
    }

    /// <summary>The ways of other programs to write infinity that <see cref="double.Parse(string)"/> does not know, in upper or lower case.</summary>
    private static bool IsInfinity(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 0 && cell[0] is (byte)'+' or (byte)'-') cell = cell[1..];
        return Ascii.EqualsIgnoreCase(cell, "inf"u8) || Ascii.EqualsIgnoreCase(cell, "infinity"u8);
    }

    private void RereadText(Stream stream, ColumnBuilder[] columns)
    {
        using CsvReader csv = Open(stream);
        csv.Read();
        int rows = columns.Max(column => column.RowsToReread);
        for (int row = 0; row < rows; row++)
        {
            if (!csv.Read() || csv.FieldCount != columns.Length) throw new TableException("the file changed while it was read", _name);
            for (int c = 0; c < columns.Length; c++)
            {
                if (row < columns[c].RowsToReread && !_missing.Contains(csv.GetSpan(c)))
                    columns[c].SetText(row, Decode(csv, c, columns[c].Name));
            }
        }
    }

    private string Decode(CsvReader csv, int c, string? column)
    {
        // A file in another encoding would give text with replacement characters, and merge classes that differ in them.
        if (!Utf8.IsValid(csv.GetSpan(c))) throw new TableException("the text is not UTF-8; save the file as UTF-8", _name, (int)csv.LineNumber, column);
        return csv.GetString(c);
    }

    private static string Fields(int count) => count == 1 ? "1 field" : $"{count} fields";
}
