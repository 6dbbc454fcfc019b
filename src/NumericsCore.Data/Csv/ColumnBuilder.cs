namespace NumericsCore.Data.Csv;

/// <summary>
/// Collects the cells of one column: as numbers until a cell is text, from then on as text. Where cells before that one were numbers,
/// their text has to be read again.
/// </summary>
internal sealed class ColumnBuilder(string name)
{
    private double[] _numbers = [];
    private string?[] _texts = [];
    private bool _hasNumbers;

    public string Name => name;

    public bool IsText { get; private set; }

    /// <summary>The number of rows, from the first, whose text is still to be read.</summary>
    public int RowsToReread { get; private set; }

    /// <summary>The first cell that reads as a number but is not a finite one: an error, unless the column turns out to be text.</summary>
    public (int Line, string Text)? NotFinite { get; private set; }

    public void Reserve(int rows)
    {
        if (IsText) Array.Resize(ref _texts, rows);
        else Array.Resize(ref _numbers, rows);
    }

    public void SetNumber(int row, double value)
    {
        _numbers[row] = value;
        _hasNumbers = true;
    }

    public void SetMissing(int row)
    {
        if (!IsText) _numbers[row] = double.NaN;
    }

    public void SetNotFinite(int row, int line, string text)
    {
        NotFinite ??= (line, text);
        SetNumber(row, double.NaN);
    }

    public void SetText(int row, string text)
    {
        if (!IsText)
        {
            IsText = true;
            _texts = new string?[_numbers.Length];
            RowsToReread = _hasNumbers ? row : 0;
            _numbers = [];
        }
        _texts[row] = text;
    }

    public Column Build(int rows)
    {
        Reserve(rows);
        return IsText ? TextColumn.Owning(name, _texts) : NumericColumn.Owning(name, _numbers);
    }
}
