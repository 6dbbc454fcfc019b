using System.Text;

namespace NumericsCore.Data.Csv;

/// <summary>Tells from the bytes of a cell whether it marks a missing value.</summary>
internal sealed class MissingWords
{
    private readonly byte[][] _words;
    // Nearly every cell starts with a digit, which no usual word does: one look-up clears it.
    private readonly bool[] _startsWord = new bool[256];

    public MissingWords(IEnumerable<string> words)
    {
        _words = [.. words.Where(word => word.Length > 0).Select(Encoding.UTF8.GetBytes)];
        foreach (byte[] word in _words)
        {
            _startsWord[word[0]] = true;
            if (!char.IsAsciiLetter((char)word[0])) continue;
            _startsWord[word[0] | 0x20] = true;
            _startsWord[word[0] & ~0x20] = true;
        }
    }

    public bool Contains(ReadOnlySpan<byte> cell) => cell.IsEmpty || (_startsWord[cell[0]] && MatchesAWord(cell));

    private bool MatchesAWord(ReadOnlySpan<byte> cell)
    {
        foreach (byte[] word in _words)
        {
            if (cell.SequenceEqual(word) || Ascii.EqualsIgnoreCase(cell, word)) return true;
        }
        return false;
    }
}
