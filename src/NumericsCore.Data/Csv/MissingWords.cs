using System.Globalization;
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
        HasNumber = words.Any(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value));
        foreach (byte[] word in _words)
        {
            _startsWord[word[0]] = true;
            if (!char.IsAsciiLetter((char)word[0])) continue;
            _startsWord[word[0] | 0x20] = true;
            _startsWord[word[0] & ~0x20] = true;
        }
    }

    /// <summary>Whether some word reads as a number, so that a number may be missing.</summary>
    public bool HasNumber { get; }

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
