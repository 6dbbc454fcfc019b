using System.Text;

namespace NumericsCore.Data.Csv;

/// <summary>How many texts of numbers a table may hold while it is read, over all columns that nobody asked for.</summary>
internal sealed class SpellingBudget
{
    public const int MaxOfAColumn = 4096;

    public int Left { get; set; } = 32 * MaxOfAColumn;
}

/// <summary>Collects the texts of a column's numbers that are not written as ever.</summary>
internal sealed class SpellingBuilder(SpellingBudget budget, bool keep)
{
    private const int RecallBits = 6;
    private const int LongestRecalled = sizeof(ulong) - 1;

    private readonly Dictionary<string, int> _idOf = new(StringComparer.Ordinal);
    // The texts met last: a column of a few writes them again and again.
    private readonly (ulong Text, int Id, double Value)[] _recent = new (ulong, int, double)[1 << RecallBits];
    private int[] _ids = [];

    public void Reserve(int rows)
    {
        if (_ids.Length > 0) Array.Resize(ref _ids, rows);
    }

    /// <summary>Sets the text of a row, if it is a short one that was met lately.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cell">The text.</param>
    /// <param name="value">Its number.</param>
    public bool TryRecall(int row, ReadOnlySpan<byte> cell, out double value)
    {
        value = 0;
        if (cell.Length > LongestRecalled) return false;
        ulong text = Pack(cell);
        ref readonly var recent = ref _recent[Slot(text)];
        if (recent.Text != text) return false;
        value = recent.Value;
        _ids[row] = recent.Id;
        return true;
    }

    /// <summary>Keeps a text, if there is room for it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rows">The rows that there is room for in the column.</param>
    /// <param name="cell">The text, which reads as a number.</param>
    /// <param name="value">The number.</param>
    public bool TrySet(int row, int rows, ReadOnlySpan<byte> cell, double value)
    {
        string? text = null;
        Span<char> characters = stackalloc char[64];
        if (cell.Length > characters.Length) text = Encoding.UTF8.GetString(cell);
        else characters = characters[..Encoding.UTF8.GetChars(cell, characters)];
        var idOf = _idOf.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!idOf.TryGetValue(text is null ? characters : text, out int id))
        {
            if (!keep && (_idOf.Count == SpellingBudget.MaxOfAColumn || budget.Left == 0)) return false;
            if (!keep) budget.Left--;
            _idOf.Add(text ?? characters.ToString(), id = _idOf.Count + 1);
        }
        if (_ids.Length < rows) Array.Resize(ref _ids, rows);
        _ids[row] = id;
        if (cell.Length <= LongestRecalled) _recent[Slot(Pack(cell))] = (Pack(cell), id, value);
        return true;
    }

    /// <summary>Gives back the room that the texts took.</summary>
    public void Release()
    {
        if (!keep) budget.Left += _idOf.Count;
    }

    public Spelling Build(int rows)
    {
        Array.Resize(ref _ids, rows);
        var texts = new string[_idOf.Count];
        foreach ((string text, int id) in _idOf) texts[id - 1] = text;
        return new(_ids, texts);
    }

    // Seven bytes or fewer behind a 1 are a number of their own, and none is the 0 of an empty slot.
    private static ulong Pack(ReadOnlySpan<byte> cell)
    {
        ulong packed = 1;
        foreach (byte b in cell) packed = packed << 8 | b;
        return packed;
    }

    private static int Slot(ulong text) => (int)(text * 0x9E3779B97F4A7C15 >> 64 - RecallBits);
}
