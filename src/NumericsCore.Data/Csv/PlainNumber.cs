using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Data.Csv;

/// <summary>
/// Reads numbers of few digits, and tells whether a number is written as the invariant culture writes it, so that its text need not be
/// kept.
/// </summary>
internal static class PlainNumber
{
    // Up to here an integer, a power of ten and so their quotient, correctly rounded, are exact, and the digits are the shortest text.
    internal const int MaxDigits = 15;

    /// <summary>What a note says of an integer that <see cref="IsRounded"/>.</summary>
    public const string RoundedText = "has more digits than a float64 holds, and is rounded where it is used as a number";

    private const int LongestText = 32;
    // What is smaller is written with an exponent.
    private const double SmallestFixed = 1e-4;

    private static ReadOnlySpan<double> PowersOfTen => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads an integer of up to eight digits as it is written, so without a sign, and without a 0 before others: all digits at once.</summary>
    /// <param name="cell">The text.</param>
    /// <param name="value">The integer.</param>
    /// <returns>Whether that is what the text is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadInteger(ReadOnlySpan<byte> cell, out double value)
    {
        value = 0;
        int length = cell.Length;
        if ((uint)(length - 1) >= sizeof(ulong)) return false;
        // the bytes in order, in pieces that may overlap: the first digit lowest
        ulong digits = length >= sizeof(uint)
            ? BinaryPrimitives.ReadUInt32LittleEndian(cell) | (ulong)BinaryPrimitives.ReadUInt32LittleEndian(cell[(length - sizeof(uint))..]) << 8 * (length - sizeof(uint))
            : cell[0] | (ulong)cell[length >> 1] << 8 * (length >> 1) | (ulong)cell[length - 1] << 8 * (length - 1);
        int unused = 8 * (sizeof(ulong) - length);
        digits = digits << unused ^ 0x3030303030303030UL << unused;
        // a byte above 9 reaches its highest bit
        if (((digits + 0x7676767676767676 | digits) & 0x8080808080808080) != 0 || (cell[0] == '0' && length > 1)) return false;
        // pairs, fours and all of them
        digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FF;
        digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFF;
        value = (uint)(digits * 10_000 + (digits >> 32));
        return true;
    }

    /// <summary>Reads digits with or without a point and a minus.</summary>
    /// <param name="cell">The text.</param>
    /// <param name="value">The nearest float64.</param>
    /// <param name="plain">Whether the text is the one that the value is written as: 12 and 0.5, but not 012, 0.50 or -0.</param>
    /// <returns>Whether that is what the text is, with at most 15 digits; there are other ways to write a number.</returns>
    public static bool TryRead(ReadOnlySpan<byte> cell, out double value, out bool plain)
    {
        value = 0;
        plain = false;
        if (cell.Length is 0 or > MaxDigits + 2) return false;
        int start = cell[0] == '-' ? 1 : 0;
        long digits = 0;
        int point = ReadDigits(cell, start, ref digits);
        if (point == cell.Length)
        {
            int count = point - start;
            if (count is 0 or > MaxDigits) return false;
            value = digits;
            plain = cell[start] != '0' || count == 1;
        }
        else
        {
            if (cell[point] != '.' || ReadDigits(cell, point + 1, ref digits) != cell.Length || cell.Length - 1 - start is 0 or > MaxDigits) return false;
            int decimals = cell.Length - 1 - point;
            value = digits / PowersOfTen[decimals];
            plain = decimals > 0 && cell[^1] != '0' && point > start && (cell[start] != '0' || (point == start + 1 && value >= SmallestFixed));
        }
        if (start == 0) return true;
        value = -value;
        plain = plain && digits != 0;
        return true;
    }

    /// <summary>Appends the digits from <paramref name="at"/> on; gives the position after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadDigits(ReadOnlySpan<byte> cell, int at, ref long digits)
    {
        for (; at < cell.Length; at++)
        {
            uint digit = (uint)(cell[at] - '0');
            if (digit > 9) break;
            digits = 10 * digits + digit;
        }
        return at;
    }

    /// <summary>Whether any text of a number is the one that its value is written as.</summary>
    /// <param name="cell">Text that reads as a number.</param>
    /// <param name="value">The number.</param>
    public static bool Is(ReadOnlySpan<byte> cell, double value)
    {
        if (TryRead(cell, out _, out bool plain)) return plain;
        Span<byte> text = stackalloc byte[LongestText];
        return value != 0 && value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture) && cell.SequenceEqual(text[..length]);
    }

    /// <summary>Whether the cell is an integer in digits other than its float64.</summary>
    public static bool IsRounded(string cell, double value) =>
        double.IsFinite(value) && BigInteger.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger exact) && exact != new BigInteger(value);
}
