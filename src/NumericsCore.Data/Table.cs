using System.Diagnostics.CodeAnalysis;
using System.Text;
using NumericsCore.Data.Csv;
using NumericsCore.Data.Names;

namespace NumericsCore.Data;

/// <summary>An immutable table: named columns of one length, in order.</summary>
public sealed partial class Table
{
    private const int MaxColumnsNamed = 12;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Column[] _columns;
    private readonly Dictionary<string, Column> _byName;
    private readonly int[]? _lines;

    /// <summary>Makes a table of columns.</summary>
    /// <param name="columns">
    /// At least one column; all of one length, no two of one name, where names that Unicode holds for the same (é as one character or as
    /// two) are the same.
    /// </param>
    /// <param name="name">What error messages call the table.</param>
    /// <exception cref="TableException">There is no column, two have the same name, or their lengths differ.</exception>
    public Table(IEnumerable<Column> columns, string name = "table") : this(columns, name, lines: null, notes: [])
    {
    }

    /// <summary>Makes a table of columns from a file.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="name">The file.</param>
    /// <param name="lines">For each row, the line where it starts; null where that is not known.</param>
    /// <param name="notes">What was noticed.</param>
    internal Table(IEnumerable<Column> columns, string name, int[]? lines, IEnumerable<TableNote> notes)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        _columns = [.. columns];
        _byName = new Dictionary<string, Column>(CanonicalForm.Comparer);
        if (_columns.Length == 0) throw new TableException("a table needs at least one column", name);
        foreach (Column column in _columns)
        {
            if (!_byName.TryAdd(column.Name, column)) throw new TableException("two columns have this name", name, column: column.Name);
            if (column.Count != RowCount)
                throw new TableException($"has {column.Count} rows, but column '{_columns[0].Name}' has {RowCount}", name, column: column.Name);
        }
        _lines = lines;
        Notes = [.. notes.Where(note => note.Column is null || _byName.ContainsKey(note.Column))];
    }

    /// <summary>What error messages call the table: the file it was read from.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => _columns[0].Count;

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>
    /// What was noticed while the file was read and rows were dropped: columns and rows left out, integers beyond float64, a header that
    /// looks like data, a delimiter that was likely meant. Notes on columns that are no longer in the table are gone.
    /// </summary>
    public IReadOnlyList<TableNote> Notes { get; }

    /// <summary>How the CSV is written that the table was read from: the options, with all that was found; null for any other table.</summary>
    public CsvOptions? Csv { get; internal init; }

    /// <summary>The column of this name; upper and lower case differ, normal forms of Unicode do not.</summary>
    /// <param name="column">The name.</param>
    /// <exception cref="TableException">There is no such column.</exception>
    public Column this[string column]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(column);
            return _byName.TryGetValue(column, out Column? found) ? found : throw NoColumn(column);
        }
    }

    /// <summary>
    /// Reads a CSV file (RFC 4180, UTF-8 with or without a byte order mark, any line ends). What <paramref name="options"/> leave open of delimiter,
    /// header and decimal sign is found, and in <see cref="Csv"/>. A column
    /// is numeric when every cell that is not missing is a number as the invariant culture writes it (-1.5, 2e-3), or when every such
    /// cell is true or false, which are 1 and 0; else it is text. Empty lines are skipped; spaces and tabs around an unquoted field are
    /// dropped. A column is judged when it is used: infinite numbers, text that is not UTF-8 or a name that is empty are no error until
    /// then. What was left out or looks odd is in <see cref="Notes"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Delimiter, header and the words for a missing value; null for <see cref="CsvOptions"/>'s defaults.</param>
    /// <exception cref="TableException">
    /// The file is empty or has a header only; a header name is repeated; a row has more or fewer fields than the header; a quote is
    /// misplaced or never closed.
    /// </exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="ArgumentException">The delimiter is not allowed.</exception>
    public static Table ReadCsv(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        // a column of mixed numbers and text is read twice, which a pipe cannot be
        var text = CsvSource.OpenSeekable(file, path, options ?? new CsvOptions());
        using (text.Stream) return CsvTableReader.Read(text, path);
    }

    /// <summary>Reads CSV text as <see cref="ReadCsv(string, CsvOptions?)"/> does. The reader is read to its end and left open.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="options">Delimiter, header and the words for a missing value; null for <see cref="CsvOptions"/>'s defaults.</param>
    /// <exception cref="TableException">As for a file; or the text has half of a surrogate pair, which is no character.</exception>
    /// <exception cref="ArgumentException">The delimiter is not allowed.</exception>
    public static Table ReadCsv(TextReader reader, string name, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        using var bytes = new MemoryStream(Encode(reader.ReadToEnd(), name));
        // characters are decoded already
        var text = CsvSource.OpenSeekable(bytes, name, (options ?? new CsvOptions()) with { Encoding = null });
        using (text.Stream) return CsvTableReader.Read(text, name);
    }

    /// <summary>Whether there is a column of this name, and which.</summary>
    /// <param name="column">The name; upper and lower case differ, normal forms of Unicode do not.</param>
    /// <param name="found">The column, or null.</param>
    public bool TryGetColumn(string column, [NotNullWhen(true)] out Column? found) => _byName.TryGetValue(column, out found);

    /// <summary>A table of these columns, in this order.</summary>
    /// <param name="columns">The names, at least one.</param>
    /// <exception cref="TableException">There is no such column, a name is repeated, or none is given.</exception>
    public Table Select(params IEnumerable<string> columns) => new(columns.Select(column => this[column]), Name, _lines, Notes) { Csv = Csv };

    /// <summary>A table without this column.</summary>
    /// <param name="column">The name.</param>
    /// <exception cref="TableException">There is no such column, or it is the only one.</exception>
    public Table Without(string column)
    {
        Column left = this[column];
        return new(_columns.Where(c => c != left), Name, _lines, Notes) { Csv = Csv };
    }

    /// <summary>A table of these rows, in this order; a row may come more than once.</summary>
    /// <param name="rows">The rows, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row is not from 0 to <see cref="RowCount"/> - 1.</exception>
    public Table Rows(ReadOnlySpan<int> rows)
    {
        RowIndex.Check(rows, RowCount);
        var taken = new Column[_columns.Length];
        for (int c = 0; c < taken.Length; c++) taken[c] = _columns[c].Rows(rows);
        return new(taken, Name, LinesOf(rows), Notes) { Csv = Csv };
    }

    /// <summary>A table of the first rows: all of them where there are fewer than <paramref name="count"/>.</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public Table Head(int count = 5)
    {
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count), FormattableString.Invariant($"count is {count}; expected 0 or more rows."));
        return Rows([.. Enumerable.Range(0, Math.Min(count, RowCount))]);
    }

    /// <summary>
    /// A table of the rows that have no missing value in any column. How many were dropped, and for which columns, is in
    /// <see cref="Notes"/>.
    /// </summary>
    /// <exception cref="TableException">No row is left; the message names the column that misses most.</exception>
    public Table DropMissing() => DropMissing(_columns);

    /// <summary>A table of the rows that have no missing value in some of the columns, with all columns.</summary>
    /// <param name="columns">The names of the columns that are looked at.</param>
    /// <exception cref="TableException">There is no such column; or no row is left, and the message names the column that misses most.</exception>
    public Table DropMissing(params IEnumerable<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return DropMissing([.. columns.Select(column => this[column])]);
    }

    private Table DropMissing(Column[] columns)
    {
        var incomplete = new bool[RowCount];
        foreach (Column column in columns)
            for (int row = 0; row < incomplete.Length; row++) incomplete[row] |= column.IsMissing(row);
        int[] complete = [.. Enumerable.Range(0, RowCount).Where(row => !incomplete[row])];
        if (complete.Length == RowCount) return this;
        if (complete.Length > 0)
        {
            Table kept = Rows(complete);
            return new(kept._columns, Name, kept._lines, [.. Notes, Dropped(complete.Length, columns)]) { Csv = Csv };
        }
        Column worst = columns.MaxBy(column => column.MissingCount)!;
        throw new TableException(
            $"each of the {RowCount} rows has a missing value, so none is left; column '{worst.Name}' alone misses {worst.MissingCount}: "
            + $"leave it out with Without(\"{worst.Name}\")", Name);
    }

    /// <summary>The columns as one matrix of float64, row by row: shape [<see cref="RowCount"/>, number of columns].</summary>
    /// <exception cref="TableException">A column is text, has a missing or an infinite value, or a <see cref="Column.Fault"/>.</exception>
    public FeatureMatrix ToMatrix() => FeatureMatrix.From(this);

    /// <summary>The table as text: the header, at most ten rows, and the size.</summary>
    public override string ToString() => TableText.Format(this);

    /// <summary>The line of the file where a row starts; null for a table that was not read from a file.</summary>
    internal int? LineOf(int row) => _lines?[row];

    private int[]? LinesOf(ReadOnlySpan<int> rows)
    {
        if (_lines is null) return null;
        var lines = new int[rows.Length];
        for (int i = 0; i < lines.Length; i++) lines[i] = _lines[rows[i]];
        return lines;
    }

    private TableNote Dropped(int left, Column[] needed)
    {
        string[] columns = [.. needed.Where(static column => column.MissingCount > 0).Select(static column => $"{Quoted.One(column.Name)} {column.MissingSummary()}")];
        string rest = columns.Length > MaxColumnsNamed ? FormattableString.Invariant($" and {columns.Length - MaxColumnsNamed} more columns") : "";
        return new TableNote(
            FormattableString.Invariant($"{RowCount - left} of {RowCount} rows were dropped for missing values: {string.Join(", ", columns.Take(MaxColumnsNamed))}{rest}"),
            Remedy: TableRemedy.MissingWords);
    }

    private TableException NoColumn(string column)
    {
        string problem = $"there is no column {Quoted.One(column)}; the columns are {Quoted.List(_columns.Select(static c => c.Name))}";
        return TableRemedies.NoColumn(problem, Name, Notes);
    }

    private static byte[] Encode(string text, string name)
    {
        try
        {
            return Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new TableException(FormattableString.Invariant($"the character at position {e.Index} is half of a surrogate pair, which no text has"), name, cause: e);
        }
    }
}
