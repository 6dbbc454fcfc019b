using System.Text;

namespace NumericsCore.Data.Csv;

/// <summary>How many texts of numbers a table may hold while it is read, over all columns that nobody asked for.</summary>
internal sealed class SpellingBudget
{
    public const int MostOfAColumn = 4096;

    public int Left { get; set; } = 32 * MostOfAColumn;
}

/// <summary>Collects the texts of a column's numbers that are not written as ever.</summary>
internal sealed class SpellingBuilder(SpellingBudget budget, bool keep)
{
    private readonly Dictionary<string, int> _idOf = new(StringComparer.Ordinal);
    private int[] _ids = [];

    public void Reserve(int rows)
    {
        if (_ids.Length > 0) Array.Resize(ref _ids, rows);
    }

    /// <summary>Keeps a text, if there is room for it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rows">The rows that there is room for in the column.</param>
    /// <param name="cell">The text, which reads as a number.</param>
    public bool TrySet(int row, int rows, ReadOnlySpan<byte> cell)
    {
        string? text = null;
        Span<char> characters = stackalloc char[64];
        if (cell.Length > characters.Length) text = Encoding.UTF8.GetString(cell);
        else characters = characters[..Encoding.UTF8.GetChars(cell, characters)];
        var idOf = _idOf.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!idOf.TryGetValue(text is null ? characters : text, out int id))
        {
            if (!keep && (_idOf.Count == SpellingBudget.MostOfAColumn || budget.Left == 0)) return false;
            if (!keep) budget.Left--;
            _idOf.Add(text ?? characters.ToString(), id = _idOf.Count + 1);
        }
        if (_ids.Length < rows) Array.Resize(ref _ids, rows);
        _ids[row] = id;
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
}
