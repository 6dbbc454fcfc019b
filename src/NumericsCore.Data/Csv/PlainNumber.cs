using System.Globalization;

namespace NumericsCore.Data.Csv;

/// <summary>Tells whether a number is written as the invariant culture writes it, so that its text need not be kept.</summary>
internal static class PlainNumber
{
    // So many digits are the shortest text of their number.
    private const int ExactDigits = 15;
    private const int LongestText = 32;

    /// <summary>Whether the cell is the text of its value; false for every writing of -0.</summary>
    /// <param name="cell">Text that reads as a number.</param>
    /// <param name="value">The number.</param>
    public static bool Is(ReadOnlySpan<byte> cell, double value) =>
        (value != 0 || cell.Length == 1) && (IsShort(cell[0] == '-' ? cell[1..] : cell) || IsText(cell, value));

    /// <summary>The usual cases without formatting: 12, 250, 0.5 and 17.25, but neither 01 nor 1.0.</summary>
    private static bool IsShort(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is 0 or > ExactDigits) return false;
        int point = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (point < 0) return digits[0] != '0' || digits.Length == 1;
        return digits[point] == '.' && (digits[0] is >= (byte)'1' and <= (byte)'9' || StartsFraction(digits))
            && digits[^1] is >= (byte)'1' and <= (byte)'9' && !digits[(point + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    /// <summary>0.5, but not 0.00001, which is 1E-05 as text.</summary>
    private static bool StartsFraction(ReadOnlySpan<byte> digits) => digits is [(byte)'0', (byte)'.', .. var rest] && !rest.StartsWith("0000"u8);

    private static bool IsText(ReadOnlySpan<byte> cell, double value)
    {
        Span<byte> text = stackalloc byte[LongestText];
        return value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture) && cell.SequenceEqual(text[..length]);
    }
}
