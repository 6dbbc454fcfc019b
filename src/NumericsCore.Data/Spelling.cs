namespace NumericsCore.Data;

/// <summary>
/// How the numbers of a column were written, where that is not how the invariant culture writes them: 01, 1.0, True, 9007199254740993.
/// </summary>
internal sealed class Spelling
{
    private readonly int[] _ids;
    private readonly string[] _texts;

    /// <summary>Takes the arrays.</summary>
    /// <param name="ids">For each row 0 where the number is written as ever, else 1 + the position of its text.</param>
    /// <param name="texts">Texts, each once.</param>
    public Spelling(int[] ids, string[] texts)
    {
        _ids = ids;
        _texts = texts;
    }

    /// <summary>That the text of a column was not kept, because it had too many to be classes.</summary>
    public static Spelling Lost { get; } = new([], []);

    public bool IsLost => this == Lost;

    /// <summary>The text's number, from 1; 0 for one written as ever. Two cells of a column have the same text if both number and value are equal.</summary>
    public int Id(int row) => IsLost ? 0 : _ids[row];

    /// <summary>The text; null where it is the number's own, or lost.</summary>
    public string? Text(int row) => TextOf(Id(row));

    /// <summary>The text of a number that <see cref="Id"/> gave; null for 0.</summary>
    public string? TextOf(int id) => id == 0 ? null : _texts[id - 1];

    public Spelling Rows(ReadOnlySpan<int> rows)
    {
        if (IsLost) return this;
        var ids = new int[rows.Length];
        for (int i = 0; i < ids.Length; i++) ids[i] = _ids[rows[i]];
        return new(ids, _texts);
    }
}
