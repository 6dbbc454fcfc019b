namespace NumericsCore.Data.Csv;

/// <summary>
/// Collects the cells of one column: as numbers, or as the numbers of true and false, until a cell is text; from then on as text. Where
/// cells before that one had text of their own, it has to be read again.
/// </summary>
internal sealed class ColumnBuilder(string name, SpellingBudget budget, bool keepText)
{
    private enum Kind
    {
        Unknown,
        Number,
        Truth,
        Text,
    }

    // Where more than half of so many rows have fractions of their own, the column is a measurement and no class.
    private const int RowsToJudge = 64;

    private double[] _numbers = [];
    private string?[] _texts = [];
    private int[] _missing = [];
    private int _blank;
    private Kind _kind;
    private bool _hasText;
    private SpellingBuilder? _spelling;

    public string Name => name;

    public bool IsText => _kind == Kind.Text;

    /// <summary>Whether a number can be set: no cell so far was text, true or false.</summary>
    public bool IsNumeric => _kind <= Kind.Number;

    /// <summary>Whether any cell had a value.</summary>
    public bool HasValue => _kind != Kind.Unknown;

    /// <summary>Whether the texts of numbers are looked at.</summary>
    public bool IsWatched => !IsSpellingLost || SeeksRounded;

    /// <summary>Whether the texts of numbers are no longer kept.</summary>
    public bool IsSpellingLost { get; private set; }

    /// <summary>Whether an integer is still sought that its number does not hold exactly.</summary>
    public bool SeeksRounded { get; private set; } = true;

    /// <summary>The first integer that its number does not hold exactly.</summary>
    public (int Line, string Text)? Rounded { get; private set; }

    /// <summary>Why the column cannot be used, and the line.</summary>
    public (string Text, int Line)? Problem { get; private set; }

    /// <summary>The words for missing values that this column has to itself, as numbers and as text; null for those of all.</summary>
    public (MissingWords Numbers, MissingWords Texts)? OwnWords { get; init; }

    /// <summary>Whether the header gives the column no name.</summary>
    public bool IsUnnamed { get; init; }

    /// <summary>The number of rows, from the first, whose text is still to be read.</summary>
    public int RowsToReread { get; private set; }

    public void Reserve(int rows)
    {
        if (IsText) Array.Resize(ref _texts, rows);
        else Array.Resize(ref _numbers, rows);
        _spelling?.Reserve(rows);
    }

    public void SetNumber(int row, double value)
    {
        _numbers[row] = value;
        _kind = Kind.Number;
    }

    /// <summary>A number whose text is not the one that it is written as.</summary>
    public void SetSpelled(int row, double value, ReadOnlySpan<byte> cell)
    {
        SetNumber(row, value);
        KeepSpelling(row, cell, value);
    }

    /// <summary>Sets a number by its text, if that was met lately and is none that a number is written as.</summary>
    public bool TryRecall(int row, ReadOnlySpan<byte> cell)
    {
        if (_spelling is null || !_spelling.TryRecall(row, cell, out double value)) return false;
        SetNumber(row, value);
        return true;
    }

    public void SetRounded(int line, string text)
    {
        Rounded = (line, text);
        SeeksRounded = false;
    }

    /// <summary>True or false, as 1 or 0; nothing is done where the column has numbers.</summary>
    public bool TrySetTruth(int row, bool value, ReadOnlySpan<byte> cell)
    {
        if (_kind is not (Kind.Unknown or Kind.Truth)) return false;
        _kind = Kind.Truth;
        _numbers[row] = value ? 1 : 0;
        KeepSpelling(row, cell, _numbers[row]);
        return true;
    }

    /// <summary>A missing cell, and the number of its word among those of the column's kind.</summary>
    public void SetMissing(int row, int word, MissingWords words)
    {
        if (!IsText) _numbers[row] = double.NaN;
        if (word == MissingWords.Blank)
        {
            _blank++;
            return;
        }
        _hasText = true;
        if (_missing.Length == 0) _missing = new int[words.Count];
        _missing[word]++;
    }

    public void SetText(int row, string text)
    {
        if (!IsText)
        {
            RowsToReread = _hasText || HasValue ? row : 0;
            _texts = new string?[_numbers.Length];
            _numbers = [];
            _missing = [];
            // Counted again, with the others, when they are read again.
            if (RowsToReread > 0) _blank = 0;
            LoseSpelling();
            _kind = Kind.Text;
            Rounded = null;
        }
        _texts[row] = text;
    }

    public void SetProblem(string text, int line) => Problem ??= (text, line);

    /// <summary>Gives up the texts of a measurement: called once so many rows are read.</summary>
    public void Judge(int rows)
    {
        if (rows != RowsToJudge || keepText || _kind != Kind.Number || IsSpellingLost) return;
        var values = new HashSet<double>(_numbers.AsSpan(0, rows).ToArray());
        if (values.Count <= RowsToJudge / 2 || !values.Any(static value => double.IsFinite(value) && !double.IsInteger(value))) return;
        LoseSpelling();
        SeeksRounded = false;
    }

    public Column Build(int rows, string table, MissingWords numbers, MissingWords texts)
    {
        Reserve(rows);
        bool remarkable = _hasText || _blank > 0 || Problem is not null;
        var origin = remarkable ? new ColumnOrigin(table, CountMissing(IsText ? OwnWords?.Texts ?? texts : OwnWords?.Numbers ?? numbers), Problem?.Text, Problem?.Line, IsUnnamed) : null;
        return IsText
            ? TextColumn.Owning(name, _texts, origin)
            : NumericColumn.Owning(name, _numbers, origin, IsSpellingLost ? Spelling.Lost : _spelling?.Build(rows));
    }

    private void KeepSpelling(int row, ReadOnlySpan<byte> cell, double value)
    {
        if (IsSpellingLost) return;
        _spelling ??= new SpellingBuilder(budget, keepText);
        if (!_spelling.TrySet(row, _numbers.Length, cell, value)) LoseSpelling();
    }

    private void LoseSpelling()
    {
        IsSpellingLost = true;
        _spelling?.Release();
        _spelling = null;
    }

    private Dictionary<string, int> CountMissing(MissingWords words)
    {
        var counts = new Dictionary<string, int>();
        if (_blank > 0) counts.Add("", _blank);
        for (int word = 1; word < _missing.Length; word++)
        {
            if (_missing[word] > 0) counts.Add(words[word], _missing[word]);
        }
        return counts;
    }
}
