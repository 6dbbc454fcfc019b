using System.Globalization;

namespace NumericsCore.Data;

/// <summary>An immutable matrix of finite float64 numbers, row by row, with named columns: what a model is trained on.</summary>
public sealed class FeatureMatrix
{
    private readonly double[] _values;
    private readonly string[] _columnNames;

    /// <summary>Copies numbers into a new matrix.</summary>
    /// <param name="values">Row by row: <paramref name="rowCount"/> times the number of columns.</param>
    /// <param name="rowCount">The number of rows, 0 or more.</param>
    /// <param name="columnNames">The names of the columns, at least one.</param>
    /// <exception cref="ArgumentException">The number of values is not rows times columns, or there is no column.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowCount"/> is negative.</exception>
    /// <exception cref="TableException">A value is NaN or infinite.</exception>
    public FeatureMatrix(ReadOnlySpan<double> values, int rowCount, IEnumerable<string> columnNames)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        if (rowCount < 0) throw new ArgumentOutOfRangeException(nameof(rowCount), FormattableString.Invariant($"rowCount is {rowCount}; expected 0 or more."));
        _columnNames = [.. columnNames];
        RowCount = rowCount;
        if (_columnNames.Length == 0) throw new ArgumentException("At least one column is needed.", nameof(columnNames));
        if (values.Length != (long)rowCount * ColumnCount)
        {
            throw new ArgumentException(
                $"{rowCount} rows of {ColumnCount} columns are {(long)rowCount * ColumnCount} values, but {values.Length} were given.",
                nameof(values));
        }
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) throw NotFinite(values[i], i / ColumnCount, _columnNames[i % ColumnCount]);
        }
        _values = values.ToArray();
    }

    private FeatureMatrix(double[] owned, int rowCount, string[] columnNames)
    {
        _values = owned;
        RowCount = rowCount;
        _columnNames = columnNames;
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _columnNames.Length;

    /// <summary>The names of the columns, in order.</summary>
    public IReadOnlyList<string> ColumnNames => _columnNames;

    /// <summary>All numbers, row by row: element (r, c) is at r · <see cref="ColumnCount"/> + c.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>One row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is not from 0 to <see cref="RowCount"/> - 1.</exception>
    public ReadOnlySpan<double> Row(int row)
    {
        if ((uint)row >= (uint)RowCount)
            throw new ArgumentOutOfRangeException(nameof(row), FormattableString.Invariant($"row is {row}; there are {RowCount} rows, numbered from 0."));
        return _values.AsSpan(row * ColumnCount, ColumnCount);
    }

    /// <summary>A matrix of these rows, in this order; a row may come more than once.</summary>
    /// <param name="rows">The rows, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row is not from 0 to <see cref="RowCount"/> - 1.</exception>
    public FeatureMatrix Rows(ReadOnlySpan<int> rows)
    {
        RowIndex.Check(rows, RowCount);
        var taken = new double[checked(rows.Length * ColumnCount)];
        for (int i = 0; i < rows.Length; i++) Row(rows[i]).CopyTo(taken.AsSpan(i * ColumnCount));
        return new(taken, rows.Length, _columnNames);
    }

    internal static FeatureMatrix From(Table table)
    {
        int width = table.Columns.Count;
        var values = new double[checked(table.RowCount * width)];
        for (int c = 0; c < width; c++)
        {
            if (table.Columns[c] is not NumericColumn column) throw NotNumeric(table, (TextColumn)table.Columns[c]);
            ReadOnlySpan<double> numbers = column.Values;
            for (int row = 0; row < numbers.Length; row++)
            {
                double value = numbers[row];
                if (!double.IsFinite(value)) throw NotFinite(table, column, row);
                values[row * width + c] = value;
            }
        }
        return new(values, table.RowCount, [.. table.Columns.Select(column => column.Name)]);
    }

    /// <summary>A matrix. The caller gives the arrays away, and vouches that the numbers are finite and as many as rows and columns say.</summary>
    internal static FeatureMatrix Owning(double[] values, int rowCount, string[] columnNames) => new(values, rowCount, columnNames);

    /// <summary>Checks that a column has finite numbers and missing ones alone.</summary>
    /// <exception cref="TableException">One is infinite.</exception>
    internal static void RequireNoInfinity(Table table, NumericColumn column)
    {
        ReadOnlySpan<double> numbers = column.Values;
        for (int row = 0; row < numbers.Length; row++)
        {
            if (double.IsInfinity(numbers[row])) throw NotFinite(table, column, row);
        }
    }

    /// <summary>A matrix of the same shape and names. The caller gives the array away, and vouches that its numbers are finite.</summary>
    internal FeatureMatrix WithValues(double[] owned) => new(owned, RowCount, _columnNames);

    private static TableException NotFinite(Table table, NumericColumn column, int row) => !column.IsMissing(row) && table.LineOf(row) is { } line
        ? new($"{Quoted.One(column.Text(row)!)} is not a finite number in the range of float64", table.Name, line, column.Name)
        : NotFinite(column.Values[row], row, column.Name, table.Name);

    private static TableException NotFinite(double value, int row, string column, string? table = null) => new(
        double.IsNaN(value)
            ? $"the value in row {row} is missing; leave such rows out with DropMissing()"
            : $"the value in row {row} is infinite; a feature must be finite", table, column: column);

    private static TableException NotNumeric(Table table, TextColumn column)
    {
        int row = Math.Max(column.Values.IndexOfAnyExcept((string?)null), 0);
        // One stray word makes a whole column text: show the word, not the numbers above it.
        for (int r = row; r < column.Count; r++)
        {
            if (column.Values[r] is not { } text || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) continue;
            row = r;
            break;
        }
        string sample = row < column.Count && column.Values[row] is { } value ? $" ({Quoted.One(value)} in row {row})" : "";
        return new TableException(
            $"holds text{sample}, but a matrix takes numbers only; leave the column out with Without(\"{column.Name}\"), "
            + "turn its words into numbers, or, if it is the target, use ClassLabels.From", table.Name, column: column.Name);
    }

    /// <summary>How many rows and columns there are.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(FeatureMatrix)} {{ Rows = {RowCount}, Columns = {ColumnCount} }}");
}
