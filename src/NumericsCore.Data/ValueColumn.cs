using System.Globalization;
using System.Text;
using System.Text.Unicode;
using NumericsCore.Data.Csv;

namespace NumericsCore.Data;

/// <summary>
/// Collects the cells of a column whose values have types, such as a database gives. The column is the one that CSV with these values has: numbers, or the
/// numbers of true and false, until a value is text; from then on all of it is text. Exact numbers keep their digits.
/// </summary>
internal sealed class ValueColumn(string table, string name, bool isText = false)
{
    private enum Kind
    {
        Unknown,
        Number,
        Truth,
        Text,
    }

    private const int FirstCapacity = 16;
    private const long LargestExact = 1L << 53;
    private const int MaxPooled = 1024;

    // no column of a CSV file that is asked for has a limit either
    private readonly SpellingBuilder _spelling = new(new SpellingBudget(), keep: true);
    // a column of classes has each of its texts once
    private readonly HashSet<string> _pool = new(StringComparer.Ordinal);
    private Kind _kind = isText ? Kind.Text : Kind.Unknown;
    private double[] _numbers = [];
    private string?[] _texts = [];
    private bool _hasSpelling;
    private bool _isMidnights = true;
    private string? _rounded;
    private string? _problem;

    /// <summary>The number of cells.</summary>
    public int Count { get; private set; }

    /// <summary>What the user should know of the column; null for nothing.</summary>
    public TableNote? Note => _rounded is null || _kind == Kind.Text ? null : new TableNote($"the integer {_rounded} {PlainNumber.RoundedText}", name, TableRemedy.LeaveOut);

    /// <summary>Makes room for so many cells at once.</summary>
    public void Reserve(int count)
    {
        if (_kind == Kind.Text)
        {
            Array.Resize(ref _texts, Math.Max(count, _texts.Length));
            return;
        }

        Array.Resize(ref _numbers, Math.Max(count, _numbers.Length));
        _spelling.Reserve(_numbers.Length);
    }

    /// <summary>A cell without a value.</summary>
    public void AddMissing()
    {
        if (_kind == Kind.Text) SetText(null);
        else Set(double.NaN);
    }

    /// <summary>A float64; NaN is missing.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(value)) AddMissing();
        else if (Takes(Kind.Number)) Set(value);
        else SetText(NumericColumn.Written(value));
    }

    /// <summary>An integer.</summary>
    public void Add(long value)
    {
        if (value is >= -LargestExact and <= LargestExact) Add((double)value);
        else AddExact(value);
    }

    /// <summary>A number of exact digits, such as a decimal, whose text is that of the invariant culture.</summary>
    public void AddExact<T>(T value) where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[128];
        if (!value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture)) AddExact(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{value}")));
        else AddExact(text[..length]);
    }

    /// <summary>A number by its text, in ASCII, as the invariant culture writes it.</summary>
    public void AddExact(ReadOnlySpan<byte> text)
    {
        if (!Takes(Kind.Number))
        {
            SetText(Encoding.ASCII.GetString(text));
            return;
        }

        if (!PlainNumber.TryRead(text, out double value, out bool plain))
        {
            value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            plain = PlainNumber.Is(text, value);
            if (_rounded is null && text.Length > PlainNumber.MaxDigits && Encoding.ASCII.GetString(text) is var integer && PlainNumber.IsRounded(integer, value)) _rounded = integer;
        }

        Set(value);
        if (!plain) Spell(value, text);
    }

    /// <summary>True or false.</summary>
    public void Add(bool value)
    {
        // as .NET and pandas write them
        if (!Takes(Kind.Truth))
        {
            SetText(value ? bool.TrueString : bool.FalseString);
            return;
        }

        Set(value ? 1 : 0);
        Spell(value ? 1 : 0, value ? "True"u8 : "False"u8);
    }

    /// <summary>Text; blanks alone are missing, as in CSV.</summary>
    public void Add(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            AddMissing();
            return;
        }

        Takes(Kind.Text);
        SetText(value);
    }

    /// <summary>Text in UTF-8; the column has a fault where it is none.</summary>
    public void AddText(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) SetProblem("the text is not UTF-8");
        if (utf8.Length > MaxPooled)
        {
            Add(Encoding.UTF8.GetString(utf8));
            return;
        }

        Span<char> characters = stackalloc char[MaxPooled];
        characters = characters[..Encoding.UTF8.GetChars(utf8, characters)];
        if (!_pool.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(characters, out string? text))
        {
            text = characters.ToString();
            if (_pool.Count < MaxPooled) _pool.Add(text);
        }

        Add(text);
    }

    /// <summary>A time without a zone, or in UTC.</summary>
    public void Add(DateTime value) => AddTime(IsoText.Of(value));

    /// <summary>A time as ISO 8601 writes it. A column of midnights alone, without a zone, is one of dates.</summary>
    public void AddTime(string value)
    {
        Takes(Kind.Text);
        SetText(value, value.EndsWith(IsoText.Midnight, StringComparison.Ordinal));
    }

    /// <summary>A value that no table can hold: the column has a fault.</summary>
    /// <param name="type">What it is.</param>
    public void AddUnusable(string type)
    {
        SetProblem($"it has values of type {type}; expected numbers, text, true and false, or dates");
        Add($"({type})");
    }

    /// <summary>That the column cannot be used; the first reason counts.</summary>
    public void SetProblem(string problem) => _problem ??= problem;

    /// <summary>The column of all cells.</summary>
    public Column Build()
    {
        Array.Resize(ref _numbers, _kind == Kind.Text ? 0 : Count);
        Array.Resize(ref _texts, _kind == Kind.Text ? Count : 0);
        var origin = _problem is null ? null : new ColumnOrigin(table, new Dictionary<string, int>(), _problem);
        if (_kind != Kind.Text) return BuildNumbers(origin);
        if (_isMidnights) _texts = Array.ConvertAll(_texts, static text => text?[..^IsoText.Midnight.Length]);
        return TextColumn.Owning(name, _texts, origin);
    }

    /// <summary>Whether the column is, or becomes, of a kind; it becomes text where it is of another.</summary>
    private bool Takes(Kind kind)
    {
        if (_kind == Kind.Unknown && kind != Kind.Text) _kind = kind;
        if (_kind == kind) return true;
        if (_kind != Kind.Text) TurnToText();
        return kind == Kind.Text;
    }

    private void TurnToText()
    {
        bool wasEmpty = _kind == Kind.Unknown;
        var before = BuildNumbers();
        _texts = new string?[Math.Max(_numbers.Length, FirstCapacity)];
        for (int row = 0; row < Count; row++) _texts[row] = before.Text(row);
        _numbers = [];
        _kind = Kind.Text;
        _isMidnights &= wasEmpty;
    }

    private NumericColumn BuildNumbers(ColumnOrigin? origin = null) => NumericColumn.Owning(name, _numbers, origin, _hasSpelling ? _spelling.Build(Count) : null);

    private void Set(double value)
    {
        if (Count == _numbers.Length) Reserve(Larger());
        _numbers[Count++] = value;
    }

    private void SetText(string? value, bool isMidnight = false)
    {
        if (value is not null) _isMidnights &= isMidnight;
        if (Count == _texts.Length) Reserve(Larger());
        _texts[Count++] = value;
    }

    /// <summary>Keeps the text of the last number.</summary>
    private void Spell(double value, ReadOnlySpan<byte> text)
    {
        _hasSpelling = true;
        if (!_spelling.TryRecall(Count - 1, text, out _)) _spelling.TrySet(Count - 1, _numbers.Length, text, value);
    }

    private int Larger() => (int)Math.Clamp(2L * Count, FirstCapacity, Array.MaxLength);
}
