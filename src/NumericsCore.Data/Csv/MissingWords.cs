using System.Globalization;
using System.Text;

namespace NumericsCore.Data.Csv;

/// <summary>Tells from the bytes of a cell whether it marks a missing value, and by which word.</summary>
internal sealed class MissingWords
{
    /// <summary>The number of the blank cell; that of a word is one more than its position.</summary>
    public const int Blank = 0;

    /// <summary>What <see cref="Find"/> gives for a cell that is not missing.</summary>
    public const int None = -1;

    private static readonly string[] SignedNotANumber = ["NaN", "nan(ind)", "nan(snan)", "1.#IND", "1.#QNAN", "1.#SNAN"];

    private readonly string[] _words;
    private readonly byte[][] _bytes;
    private readonly bool _ignoresCase;
    // Nearly every cell starts with a digit, which few words do: one look-up clears it.
    private readonly bool[] _startsWord = new bool[256];

    /// <summary>Takes a list of words.</summary>
    /// <param name="words">The words; an empty one is the blank cell, which is missing in any case.</param>
    /// <param name="ignoresCase">Whether ASCII letters match in either case.</param>
    public MissingWords(IEnumerable<string> words, bool ignoresCase)
    {
        _words = [.. words.Where(static word => !string.IsNullOrWhiteSpace(word)).Select(static word => word.Trim())];
        _bytes = [.. _words.Select(Encoding.UTF8.GetBytes)];
        _ignoresCase = ignoresCase;
        HasNumber = _words.Any(static word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value));
        foreach (byte first in " \t\n\v\f\r"u8) _startsWord[first] = true;
        // the first bytes of white space beyond ASCII
        foreach (byte first in (byte[])[0xC2, 0xE1, 0xE2, 0xE3]) _startsWord[first] = true;
        foreach (byte[] word in _bytes)
        {
            _startsWord[word[0]] = true;
            if (!char.IsAsciiLetter((char)word[0])) continue;
            _startsWord[word[0] | 0x20] = true;
            _startsWord[word[0] & ~0x20] = true;
        }
    }

    /// <summary>The words of a column of numbers.</summary>
    /// <param name="options">Where they are listed.</param>
    /// <param name="column">Its name; null for a column that has no words of its own.</param>
    public static MissingWords OfNumbers(CsvOptions options, string? column = null) => new(OwnWords(options, column) ?? options.MissingValues, ignoresCase: true);

    /// <summary>The words of a column of text.</summary>
    /// <inheritdoc cref="OfNumbers"/>
    public static MissingWords OfTexts(CsvOptions options, string? column = null) => new(OwnWords(options, column) ?? options.MissingTexts, ignoresCase: false);

    /// <summary>What people and programs write for no number: R, pandas, SQL, SAS, C's printf, older Windows programs, Excel.</summary>
    public static string[] UsualNumbers { get; } =
    [
        "NA", "N/A", "#N/A", "#N/A N/A", "#NA", "<NA>", "NULL", "None", "?", ".",
        .. SignedNotANumber, .. SignedNotANumber.Select(static word => "-" + word), "+NaN",
    ];

    /// <summary>The same for text, without what may well be a word.</summary>
    public static string[] UsualTexts { get; } = ["#N/A", "#N/A N/A", "#NA", "<NA>", "N/A", "n/a", "NaN", "nan", "NULL", "null", "?"];

    /// <summary>How many kinds of missing cells there are, the blank one included.</summary>
    public int Count => _words.Length + 1;

    /// <summary>Whether some word reads as a number, so that a number may be missing.</summary>
    public bool HasNumber { get; }

    /// <summary>The word of this number; "" for the blank cell.</summary>
    public string this[int number] => number == Blank ? "" : _words[number - 1];

    /// <summary>The number of the word that a cell is; <see cref="None"/> if it is none.</summary>
    public int Find(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty) return Blank;
        return _startsWord[cell[0]] ? FindWord(cell) : None;
    }

    private static IReadOnlyList<string>? OwnWords(CsvOptions options, string? column) => column is null ? null : options.MissingOf.GetValueOrDefault(column);

    private int FindWord(ReadOnlySpan<byte> cell)
    {
        if (IsBlank(cell)) return Blank;
        // Quotes keep the spaces in them.
        cell = cell[Ascii.Trim(cell)];
        for (int i = 0; i < _bytes.Length; i++)
        {
            if (cell.SequenceEqual(_bytes[i]) || (_ignoresCase && Ascii.EqualsIgnoreCase(cell, _bytes[i]))) return i + 1;
        }
        return None;
    }

    private static bool IsBlank(ReadOnlySpan<byte> cell)
    {
        while (!cell.IsEmpty)
        {
            Rune.DecodeFromUtf8(cell, out Rune rune, out int length);
            if (!Rune.IsWhiteSpace(rune)) return false;
            cell = cell[length..];
        }
        return true;
    }
}
