using System.Globalization;

namespace NumericsCore.Data.Csv;

/// <summary>Numbers with another sign than a point before their decimals, or with marks between thousands.</summary>
/// <param name="decimalSign">The sign before the decimals.</param>
/// <param name="thousands">The mark between groups of three digits; null for none.</param>
internal sealed class CellNumbers(char decimalSign, char? thousands)
{
    private const int Longest = 64;

    /// <summary>Numbers as a file's options say that they are written.</summary>
    /// <exception cref="ArgumentException">One sign is both.</exception>
    public static CellNumbers Of(CsvOptions options) => options.Thousands == options.DecimalSign
        ? throw new ArgumentException($"Decimal and Thousands are both '{options.DecimalSign}'; expected two signs.", nameof(options))
        : new(options.DecimalSign, options.Thousands);

    /// <summary>Whether numbers are written as English programs write them.</summary>
    public bool IsUsual => decimalSign == '.' && thousands is null;

    /// <summary>Reads a number. A mark that does not stand between groups of three digits is no mark, and the cell no number.</summary>
    public bool TryParse(ReadOnlySpan<byte> cell, out double value)
    {
        value = 0;
        if (cell.Length > Longest) return false;
        Span<byte> plain = stackalloc byte[Longest];
        int length = 0, at = 0, digits = 0, group = -1;
        bool decimals = false;
        while (at < cell.Length)
        {
            int mark = decimals ? 0 : MarkLength(cell[at..]);
            if (mark > 0)
            {
                if (digits == 0 || (group < 0 ? digits > 3 : group != 3)) return false;
                group = 0;
                at += mark;
                continue;
            }

            byte next = cell[at++];
            if (next == decimalSign && !decimals)
            {
                if (group is >= 0 and not 3) return false;
                decimals = true;
                next = (byte)'.';
            }
            else if (next is >= (byte)'0' and <= (byte)'9')
            {
                digits++;
                if (group >= 0 && !decimals) group++;
            }
            // digits follow an exponent, and no marks
            else if (next is (byte)'e' or (byte)'E' && digits > 0)
            {
                if (group is >= 0 and not 3 && !decimals) return false;
                decimals = true;
                group = 3;
            }
            else if (next is not ((byte)'-' or (byte)'+'))
            {
                return false;
            }

            plain[length++] = next;
        }

        return digits > 0 && group is < 0 or 3 && double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    // with the space, the two that do not break a line are meant too
    private int MarkLength(ReadOnlySpan<byte> cell) => thousands is not { } mark ? 0
        : cell[0] == mark ? 1
        : mark != ' ' ? 0
        : cell.StartsWith("\u00A0"u8) ? 2
        : cell.StartsWith("\u202F"u8) ? 3
        : 0;
}
