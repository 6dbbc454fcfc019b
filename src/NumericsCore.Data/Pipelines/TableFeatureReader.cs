namespace NumericsCore.Data;

/// <summary>Reads the features of a table in memory as those of a file are read: rows that miss a value are there, and marked.</summary>
internal sealed class TableFeatureReader : IFeatureReader
{
    private readonly Table _table;
    private readonly ColumnTransformer? _transformer;
    private readonly Column[] _features;
    private readonly Column[] _kept;
    private readonly double[] _row;
    private readonly Dictionary<string, long> _unknown = [];
    private int _next;

    /// <param name="table">The rows.</param>
    /// <param name="pipeline">Whose features are read.</param>
    /// <param name="kept">Columns whose text is kept.</param>
    /// <exception cref="TableException">Columns are not there, or cannot be used.</exception>
    public TableFeatureReader(Table table, TablePipeline pipeline, IReadOnlyList<string> kept)
    {
        string[] names = [.. table.Columns.Select(static column => column.Name)];
        pipeline.RequireColumns(names, table.Name, table.Notes);
        _table = table;
        _transformer = pipeline.Columns;
        _features = [.. pipeline.InputNames.Select(name => table[name])];
        _kept = [.. kept.Select(name => table.TryGetColumn(name, out var found) ? found : throw new TableException($"there is no column {Quoted.One(name)} to keep; the columns are {Quoted.List(names)}", table.Name))];
        foreach (var column in _features.Concat(_kept)) column.RequireUsable();
        _row = new double[pipeline.Features.ColumnNames.Count];
        Ignored = [.. table.Columns.Except(_features).Except(_kept).Select(static column => column.Name)];
    }

    // what is missing is so already
    public CsvOptions Options { get; } = new() { MissingValues = [], MissingTexts = [] };

    public IReadOnlyList<string> Ignored { get; }

    public IReadOnlyDictionary<string, long> Unknown => _unknown;

    public FeatureBlock Read(int rows)
    {
        int first = _next;
        _next = Math.Min(first + rows, _table.RowCount);
        var values = new List<double>((_next - first) * _row.Length);
        var complete = new bool[_next - first];
        for (int row = first; row < _next; row++)
        {
            complete[row - first] = _transformer is null ? ReadRow(row) : TransformRow(_transformer, row);
            if (complete[row - first]) values.AddRange(_row);
        }

        int[] all = [.. Enumerable.Range(first, _next - first)];
        return new FeatureBlock([.. values], complete, [.. all.Select(_table.LineOf)], [.. all.Select(row => Array.ConvertAll(_kept, column => column.Text(row) ?? ""))]);
    }

    public void Dispose()
    {
    }

    private bool ReadRow(int row)
    {
        bool isComplete = true;
        for (int feature = 0; feature < _features.Length; feature++)
        {
            _row[feature] = Number(_features[feature], row);
            isComplete &= !double.IsNaN(_row[feature]);
        }

        return isComplete;
    }

    private bool TransformRow(ColumnTransformer transformer, int row)
    {
        bool isComplete = true;
        int start = 0;
        for (int feature = 0; feature < _features.Length; feature++)
        {
            var fitted = transformer.Columns[feature];
            var column = _features[feature];
            var outputs = _row.AsSpan(start, fitted.OutputNames.Count);
            start += outputs.Length;
            try
            {
                var outcome = fitted.TakesText ? fitted.Write(column.Text(row), outputs) : fitted.Write(Number(column, row), outputs);
                isComplete &= outcome != CellOutcome.Missing;
                if (outcome == CellOutcome.Unknown) _unknown[fitted.Name] = _unknown.GetValueOrDefault(fitted.Name) + 1;
            }
            catch (CellException e)
            {
                throw Wrong(column, row, e.Message);
            }
        }

        return isComplete;
    }

    private double Number(Column column, int row)
    {
        if (column.IsMissing(row)) return double.NaN;
        if (column is not NumericColumn numbers) throw Wrong(column, row, $"{Quoted.One(column.Text(row)!)} is text, but the model takes numbers here");
        double value = numbers.Values[row];
        return double.IsFinite(value) ? value : throw Wrong(column, row, $"{Quoted.One(column.Text(row)!)} is not a finite number in the range of float64");
    }

    private TableException Wrong(Column column, int row, string problem) =>
        _table.LineOf(row) is { } line ? new(problem, _table.Name, line, column.Name) : new(FormattableString.Invariant($"in row {row + 1}, {problem}"), _table.Name, column: column.Name);
}
