using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using NumericsCore.Data.Names;

namespace NumericsCore.Data.Csv;

/// <summary>Reads CSV into columns: numbers straight from the bytes of the file, strings for text only.</summary>
internal sealed class CsvTableReader
{
    /// <summary>What is wrong with a record that cannot be read.</summary>
    internal const string Misquote = "a quote is misplaced or never closed; a field that contains quotes is written in quotes, with each of its own doubled";

    private const int FirstCapacity = 1024;
    private const int MinCapacity = 16;
    private const int RowsToJudge = 64;
    // Integers of so many digits fit a float64.
    private const int ExactDigits = 15;

    private readonly Stream _stream;
    private readonly long _length;
    private readonly string _name;
    private readonly CsvOptions _options;
    private readonly MissingWords _numbers;
    private readonly MissingWords _texts;
    private readonly List<TableNote> _notes;
    private readonly SpellingBudget _budget = new();
    private List<ColumnBuilder> _columns = [];
    private int[] _lines = [];
    private readonly CellNumbers _cellNumbers;
    private char _delimiter;

    internal CsvTableReader(CsvText text, string name)
    {
        var options = text.Options;
        _stream = text.Stream;
        _length = _stream.Length;
        _notes = [.. text.Notes];
        _name = name;
        _options = options;
        _cellNumbers = CellNumbers.Of(options);
        _delimiter = options.FieldDelimiter;
        _numbers = MissingWords.OfNumbers(options);
        _texts = MissingWords.OfTexts(options);
    }

    /// <summary>Reads a seekable stream from its start, a second time where a column of numbers turns to text midway.</summary>
    public static Table Read(CsvText text, string name)
    {
        var reader = new CsvTableReader(text, name);
        int lastLine = 0;
        try
        {
            return reader.Read(ref lastLine);
        }
        catch (CsvFormatException e)
        {
            throw reader.Misquoted(e, lastLine);
        }
    }

    /// <summary>The error of a record that CsvHelper cannot read.</summary>
    /// <param name="cause">What it says. Of a record too long for any memory, as a quote that is never closed makes, it does not know the line.</param>
    /// <param name="lastLine">The line of the last record that it could read.</param>
    internal TableException Misquoted(CsvFormatException cause, int lastLine)
    {
        return cause.LineNumber > 0
            ? Misread(Misquote, (int)cause.LineNumber, cause)
            : Misread(FormattableString.Invariant($"after the row of line {lastLine}, {Misquote}"), line: null, cause);
    }

    private Table Read(ref int lastLine)
    {
        int rows;
        using (CsvReader csv = OpenAtRows(out bool more))
        {
            try
            {
                rows = ReadRows(csv, more);
            }
            finally
            {
                lastLine = (int)csv.LineNumber;
            }
        }
        if (_columns.Any(static column => column.RowsToReread > 0)) RereadText();
        DropEmpty();
        TakeNotes();
        Array.Resize(ref _lines, rows);
        return new Table(_columns.Select(column => column.Build(rows, _name, _numbers, _texts)), _name, _lines, _notes) { Csv = _options with { Delimiter = _options.BlankRuns ? '\t' : _delimiter } };
    }

    /// <summary>Reads the header, and stands at the first row, if there is one.</summary>
    private CsvReader OpenAtRows(out bool more)
    {
        CsvReader csv = CsvStart.Open(_stream, _name, _options, ref _delimiter);
        more = true;
        try
        {
            if (_columns.Count == 0) _columns = CsvHeader.Read(csv, _name, _options, _budget);
            if (_options.ReadsHeader) more = csv.Read();
            return csv;
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReadRows(CsvReader csv, bool more)
    {
        if (!more) throw new TableException("there are no rows after the header", _name);
        if (csv.FieldCount > _columns.Count) AddUnnamed(csv);
        ColumnBuilder[] columns = [.. _columns];
        // The byte without which no field of a record can hold a comma.
        byte commaSign = _delimiter == ',' ? (byte)'"' : (byte)',';
        bool hasNumber = _numbers.HasNumber || Array.Exists(columns, static column => column.OwnWords is { Numbers.HasNumber: true });
        int rows = 0, capacity = 0;
        for (; more; more = csv.Read())
        {
            if (csv.FieldCount != columns.Length) RequireFields(csv, rows);
            if (rows == capacity)
            {
                capacity = NextCapacity(rows, csv.ByteOffset, csv.RawRecord.Length + 1, _length);
                foreach (ColumnBuilder column in columns) column.Reserve(capacity);
                Array.Resize(ref _lines, capacity);
            }
            if (rows == RowsToJudge)
            {
                foreach (ColumnBuilder column in columns) column.Judge(rows);
            }
            bool plain = !hasNumber && _cellNumbers.IsUsual && !csv.RawRecord.Contains(commaSign);
            for (int c = 0; c < columns.Length; c++)
            {
                ColumnBuilder column = columns[c];
                if (!plain || !column.IsNumeric || !TryReadNumber(csv, c, column, rows)) ReadCell(csv, c, column, rows);
            }
            _lines[rows++] = (int)csv.LineNumber;
        }
        return rows;
    }

    /// <summary>Takes fields beyond the header for unnamed columns, if the first row has nothing in them.</summary>
    private void AddUnnamed(CsvReader csv)
    {
        for (int c = _columns.Count; c < csv.FieldCount; c++)
        {
            if (_numbers.Find(csv.GetSpan(c)) != MissingWords.Blank) RequireFields(csv, row: 0);
        }
        while (_columns.Count < csv.FieldCount) _columns.Add(CsvHeader.Beyond(_columns, _options, _budget, (int)csv.LineNumber));
    }

    /// <summary>A row may leave out fields at its end that have no name.</summary>
    private void RequireFields(CsvReader csv, int row)
    {
        int fields = csv.FieldCount, expected = _columns.Count;
        if (fields < expected && _columns.Skip(fields).All(static column => column.IsUnnamed)) return;
        string problem = CsvHeader.OtherCount(fields, expected, _options);
        string namesOfRows = row == 0 && fields == expected + 1 ? "; if the rows begin with names, as R writes them, begin the header with a name for these" : "";
        throw Misread(problem, (int)csv.LineNumber, otherwise: namesOfRows);
    }

    /// <summary>Guesses the number of rows from the bytes read so far: growth by doubling would cost as much as parsing.</summary>
    private static int NextCapacity(int rows, long bytesRead, int bytesOfRow, long length)
    {
        if (rows == 0) return (int)Math.Clamp((length - bytesRead) / bytesOfRow + 1, MinCapacity, FirstCapacity);
        double expected = (double)length / bytesRead * rows;
        return (int)Math.Clamp(1.02 * expected, 1.1 * rows + Math.Min(rows, FirstCapacity), Array.MaxLength);
    }

    /// <summary>Reads what nearly all cells of numbers are: a number that needs nothing but to be set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadNumber(CsvReader csv, int c, ColumnBuilder column, int row)
    {
        double value;
        if (column.IsWatched)
        {
            ReadOnlySpan<byte> cell = csv.GetSpan(c);
            // labels and counts before all else: their texts are watched to the end
            if (!PlainNumber.TryReadInteger(cell, out value) && (!PlainNumber.TryRead(cell, out value, out bool plain) || !plain)) return column.TryRecall(row, cell);
        }
        else if (!csv.TryParse(c, out value) || !double.IsFinite(value))
        {
            return false;
        }
        column.SetNumber(row, value);
        return true;
    }

    private void ReadCell(CsvReader csv, int c, ColumnBuilder column, int row)
    {
        ReadOnlySpan<byte> cell = csv.GetSpan(c);
        MissingWords words = WordsOf(column);
        int word = words.Find(cell);
        if (word != MissingWords.None) column.SetMissing(row, word, words);
        else if (column.IsText || !TryReadValue(csv, c, cell, column, row)) column.SetText(row, Decode(csv, c, column));
    }

    private MissingWords WordsOf(ColumnBuilder column) => column.IsText ? column.OwnWords?.Texts ?? _texts : column.OwnWords?.Numbers ?? _numbers;

    /// <summary>Reads a number, infinity, or true or false; false if the cell is none of these, or not what the column has.</summary>
    private bool TryReadValue(CsvReader csv, int c, ReadOnlySpan<byte> cell, ColumnBuilder column, int row)
    {
        if (TruthWord.Of(cell) is { } truth) return column.TrySetTruth(row, truth, cell);
        if (!column.IsNumeric) return false;
        double value = Infinity(cell);
        // CsvHelper takes commas for thousands, and would so read the decimal comma of 1,5 as 15.
        if (value == 0 && !_cellNumbers.IsUsual)
        {
            if (!_cellNumbers.TryParse(cell, out value)) return false;
        }
        else if (value == 0 && (cell.Contains((byte)',') || !csv.TryParse(c, out value) || double.IsNaN(value))) return false;
        if (!column.IsWatched || PlainNumber.Is(cell, value)) column.SetNumber(row, value);
        else column.SetSpelled(row, value, cell);
        if (column.SeeksRounded && cell.Length > ExactDigits && Encoding.UTF8.GetString(cell) is var text && PlainNumber.IsRounded(text, value)) column.SetRounded((int)csv.LineNumber, text);
        return true;
    }

    /// <summary>The ways of other programs to write infinity that <see cref="double.Parse(string)"/> does not know, in upper or lower case; 0 for any other text.</summary>
    internal static double Infinity(ReadOnlySpan<byte> cell)
    {
        bool negative = cell[0] == '-';
        if (cell[0] is (byte)'+' or (byte)'-') cell = cell[1..];
        bool infinite = Ascii.EqualsIgnoreCase(cell, "inf"u8) || Ascii.EqualsIgnoreCase(cell, "infinity"u8) || Ascii.EqualsIgnoreCase(cell, "1.#inf"u8);
        return !infinite ? 0 : negative ? double.NegativeInfinity : double.PositiveInfinity;
    }

    private void RereadText()
    {
        int rows = _columns.Max(static column => column.RowsToReread);
        using CsvReader csv = OpenAtRows(out bool more);
        for (int row = 0; row < rows; row++, more = csv.Read())
        {
            if (!more || csv.LineNumber != _lines[row] || _stream.Length != _length) throw new TableException("the file changed while it was read", _name);
            for (int c = 0; c < _columns.Count; c++)
            {
                if (row >= _columns[c].RowsToReread) continue;
                MissingWords words = WordsOf(_columns[c]);
                int word = words.Find(csv.GetSpan(c));
                if (word != MissingWords.None) _columns[c].SetMissing(row, word, words);
                else _columns[c].SetText(row, Decode(csv, c, _columns[c]));
            }
        }
    }

    private static string Decode(CsvReader csv, int c, ColumnBuilder column)
    {
        // Text in another encoding has replacement characters, and classes that differ in them would merge.
        if (!Utf8.IsValid(csv.GetSpan(c))) column.SetProblem("the text is not UTF-8; save the file as UTF-8", (int)csv.LineNumber);
        return csv.GetString(c);
    }

    /// <summary>Leaves out columns that have neither a name nor a value, as a delimiter at the end of each line makes them.</summary>
    private void DropEmpty()
    {
        if (!_columns.Exists(static column => column.IsUnnamed && !column.HasValue)) return;
        foreach (ColumnBuilder column in _columns.Where(static column => column.IsUnnamed && !column.HasValue))
            _notes.Add(new TableNote($"{column.Name} has neither a name nor a value, and was left out"));
        _columns.RemoveAll(static column => column.IsUnnamed && !column.HasValue);
    }

    private void TakeNotes()
    {
        if (_columns.Count == 1 && Dialect.LikelyDelimiter(_stream, _delimiter) is { } likely)
            _notes.Add(new TableNote(Dialect.Observation(likely), Remedy: TableRemedy.Delimiter));
        if (_options.ReadsHeader && CsvHeader.IsLikelyData(_columns)) _notes.Add(new TableNote(CsvHeader.LooksLikeData, Remedy: TableRemedy.NoHeader));
        string[] names = [.. _columns.Select(static column => column.Name)];
        foreach (string name in _options.MissingOf.Keys.Except(names, CanonicalForm.Comparer))
            _notes.Add(new TableNote($"words for missing values are given for {Quoted.One(name)}, which is no column", Remedy: TableRemedy.MissingWords));
        foreach (ColumnBuilder column in _columns)
        {
            if (column.Rounded is not var (line, text)) continue;
            _notes.Add(new TableNote(
                FormattableString.Invariant($"the integer {text} in line {line} {PlainNumber.RoundedText}"), column.Name, TableRemedy.LeaveOut));
        }
    }

    /// <summary>An error of the whole file, with the delimiter that was likely meant, or another likely cause.</summary>
    private TableException Misread(string problem, int? line, Exception? cause = null, string otherwise = "")
    {
        char? likely = Dialect.LikelyDelimiter(_stream, _delimiter);
        return likely is null
            ? new TableException(problem + otherwise, _name, line, cause: cause)
            : new TableException(
                $"{problem}; {Dialect.Observation(likely.Value)}", _name, line, cause: cause,
                remedy: TableRemedy.Delimiter, advice: TableRemedy.Delimiter.Advice());
    }
}
