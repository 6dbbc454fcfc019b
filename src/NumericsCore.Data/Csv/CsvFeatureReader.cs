using System.Text.Unicode;
using CsvHelper;
using NumericsCore.Data.Names;

namespace NumericsCore.Data.Csv;

/// <summary>
/// Reads the features of a CSV file a block of rows at a time, and the text of columns to keep: in the memory of one block, however long the
/// file is, which is read once and may be a pipe. Cells are read as <see cref="CsvTableReader"/> reads them.
/// </summary>
internal sealed class CsvFeatureReader : IFeatureReader
{
    private readonly Stream _stream;
    private readonly string _name;
    private readonly CsvReader _csv;
    private readonly MissingWords _missing;
    private readonly MissingWords _missingTexts;
    private readonly ColumnTransformer? _transformer;
    private readonly double[] _row;
    private readonly CsvOptions _options;
    private readonly CellNumbers _cellNumbers;
    private readonly ColumnBuilder[] _columns;
    private readonly (string Name, int Field)[] _features;
    private readonly int[] _kept;
    // whether a column so far has true and false, or numbers
    private readonly bool?[] _isTruth;
    private readonly Dictionary<string, long> _unknown = [];
    private bool _more;

    /// <param name="stream">The file; it is left open.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="pipeline">Whose features are read.</param>
    /// <param name="kept">Columns whose text is kept.</param>
    /// <exception cref="TableException">The file has no header, or columns are not there.</exception>
    public CsvFeatureReader(Stream stream, string name, CsvOptions options, TablePipeline pipeline, IReadOnlyList<string> kept)
    {
        var text = CsvSource.Open(stream, name, options with { Required = pipeline.InputNames });
        _stream = stream = text.Stream;
        _options = options = text.Options;
        _name = name;
        _missing = MissingWords.OfNumbers(options);
        _missingTexts = MissingWords.OfTexts(options);
        _transformer = pipeline.Columns;
        _row = new double[pipeline.Features.ColumnNames.Count];
        _cellNumbers = CellNumbers.Of(options);
        char delimiter = options.FieldDelimiter;
        try
        {
            _csv = CsvStart.Open(stream, name, options, ref delimiter);
        }
        catch (CsvFormatException e)
        {
            throw Misquoted(e, name, lastLine: 0);
        }
        catch (Exception e) when (CsvSource.IsBroken(e))
        {
            throw CsvSource.Broken(name, e);
        }

        try
        {
            _columns = [.. CsvHeader.Read(_csv, name, options, new SpellingBudget())];
            var fields = new Dictionary<string, int>(CanonicalForm.Comparer);
            for (int field = 0; field < _columns.Length; field++) fields.Add(_columns[field].Name, field);
            pipeline.RequireColumns(fields.Keys, name, Notes(delimiter));
            _features = [.. pipeline.InputNames.Select(column => (column, fields[column]))];
            _kept = [.. kept.Select(column => fields.TryGetValue(column, out int field)
                ? field
                : throw new TableException($"there is no column {Quoted.One(column)} to keep; the columns are {Quoted.List(fields.Keys)}", name))];
            foreach (var (column, field) in _features)
            {
                if (_columns[field].Problem is var (problem, line)) throw new TableException(problem, name, line, column);
            }
            _isTruth = new bool?[_features.Length];
            Ignored = [.. _columns.Where((column, field) => !column.IsUnnamed && !_features.Any(feature => feature.Field == field) && !_kept.Contains(field)).Select(static column => column.Name)];
            _more = !options.ReadsHeader || Try(_csv.Read);
        }
        catch
        {
            _csv.Dispose();
            throw;
        }

        IReadOnlyList<TableNote> Notes(char given)
        {
            if (_columns.Length == 1 && stream.CanSeek && Elsewhere(() => Dialect.LikelyDelimiter(stream, given)) is { } likely)
                return [new TableNote(Dialect.Observation(likely), Remedy: TableRemedy.Delimiter)];
            return options.ReadsHeader && CsvHeader.IsLikelyData(_columns.Where(static column => !column.IsUnnamed).Select(static column => column.Name))
                ? [new TableNote(CsvHeader.LooksLikeData, Remedy: TableRemedy.NoHeader)]
                : text.Notes;
        }
    }

    public CsvOptions Options => _options;

    public IReadOnlyList<string> Ignored { get; }

    public IReadOnlyDictionary<string, long> Unknown => _unknown;

    public FeatureBlock Read(int rows)
    {
        var values = new List<double>(rows * _row.Length);
        var kept = new List<string[]>(rows);
        var complete = new List<bool>(rows);
        var lines = new List<int?>(rows);
        for (; _more && complete.Count < rows; _more = Try(_csv.Read))
        {
            RequireFields();
            bool isComplete = _transformer is null ? ReadRow() : TransformRow(_transformer);
            if (isComplete) values.AddRange(_row);
            complete.Add(isComplete);
            lines.Add((int)_csv.LineNumber);
            kept.Add(Array.ConvertAll(_kept, Text));
        }

        return new FeatureBlock([.. values], complete, lines, kept);
    }

    public void Dispose() => _csv.Dispose();

    /// <summary>Reads the numbers of a row; false where one is missing.</summary>
    private bool ReadRow()
    {
        bool isComplete = true;
        for (int feature = 0; feature < _features.Length; feature++)
        {
            _row[feature] = Number(feature);
            isComplete &= !double.IsNaN(_row[feature]);
        }
        return isComplete;
    }

    /// <summary>Makes the numbers of a row; false where a value is missing and none is filled in.</summary>
    private bool TransformRow(ColumnTransformer transformer)
    {
        bool isComplete = true;
        int start = 0;
        for (int feature = 0; feature < _features.Length; feature++)
        {
            var column = transformer.Columns[feature];
            var outputs = _row.AsSpan(start, column.OutputNames.Count);
            start += outputs.Length;
            try
            {
                var outcome = column.TakesText ? column.Write(TextOrMissing(_features[feature].Field), outputs) : column.Write(Number(feature), outputs);
                isComplete &= outcome != CellOutcome.Missing;
                if (outcome == CellOutcome.Unknown) _unknown[column.Name] = _unknown.GetValueOrDefault(column.Name) + 1;
            }
            catch (CellException e)
            {
                throw Wrong(column.Name, e.Message);
            }
        }

        try
        {
            if (isComplete) transformer.Products.Write(_row);
        }
        catch (CellException e)
        {
            throw new TableException(e.Message, _name, (int)_csv.LineNumber);
        }

        return isComplete;
    }

    private string? TextOrMissing(int field) => field >= _csv.FieldCount || (_columns[field].OwnWords?.Texts ?? _missingTexts).Find(_csv.GetSpan(field)) != MissingWords.None ? null : Text(field);

    private double Number(int feature)
    {
        var (column, field) = _features[feature];
        if (field >= _csv.FieldCount) return double.NaN;
        ReadOnlySpan<byte> cell = _csv.GetSpan(field);
        if ((_columns[field].OwnWords?.Numbers ?? _missing).Find(cell) != MissingWords.None) return double.NaN;
        bool? truth = TruthWord.Of(cell);
        bool isTruth = truth is not null;
        double value = truth == true ? 1 : 0;
        // a comma would be taken for one between thousands
        bool isNumber = isTruth || CsvTableReader.Infinity(cell) != 0 || (_cellNumbers.IsUsual ? !cell.Contains((byte)',') && _csv.TryParse(field, out value) && !double.IsNaN(value) : _cellNumbers.TryParse(cell, out value));
        if (!isNumber) throw Wrong(column, $"{Quoted.One(Text(field))} is text, but the model takes numbers here");
        if (!isTruth && (CsvTableReader.Infinity(cell) != 0 || !double.IsFinite(value))) throw Wrong(column, $"{Quoted.One(Text(field))} is not a finite number in the range of float64");
        if (_isTruth[feature] is { } before && before != isTruth)
            throw Wrong(column, $"{Quoted.One(Text(field))} {TruthWord.Mixed(before)}");
        _isTruth[feature] = isTruth;
        return value;
    }

    private string Text(int field)
    {
        if (field >= _csv.FieldCount) return "";
        if (!Utf8.IsValid(_csv.GetSpan(field))) throw Wrong(_columns[field].Name, "the text is not UTF-8; save the file as UTF-8");
        return _csv.GetString(field);
    }

    /// <summary>Fields without a name may be left out at a row's end, and blank ones may stand behind the last.</summary>
    private void RequireFields()
    {
        int fields = _csv.FieldCount;
        if (fields == _columns.Length) return;
        bool blank = true;
        for (int field = _columns.Length; field < fields; field++) blank &= _missing.Find(_csv.GetSpan(field)) == MissingWords.Blank;
        if (fields > _columns.Length ? blank : _columns.Skip(fields).All(static column => column.IsUnnamed)) return;
        throw new TableException(CsvHeader.OtherCount(fields, _columns.Length, _options), _name, (int)_csv.LineNumber);
    }

    private bool Try(Func<bool> read)
    {
        int line = (int)_csv.LineNumber;
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw Misquoted(e, _name, line);
        }
        catch (Exception e) when (CsvSource.IsBroken(e))
        {
            throw CsvSource.Broken(_name, e);
        }
    }

    private static TableException Misquoted(CsvFormatException cause, string name, int lastLine) => cause.LineNumber > 0
        ? new TableException(CsvTableReader.Misquote, name, (int)cause.LineNumber, cause: cause)
        : new TableException(FormattableString.Invariant($"after the row of line {lastLine}, {CsvTableReader.Misquote}"), name, cause: cause);

    /// <summary>Reads elsewhere in the stream, and comes back.</summary>
    private T Elsewhere<T>(Func<T> read)
    {
        long position = _stream.Position;
        try
        {
            return read();
        }
        finally
        {
            _stream.Position = position;
        }
    }

    private TableException Wrong(string column, string problem) => new(problem, _name, (int)_csv.LineNumber, column);
}
