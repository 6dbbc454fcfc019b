using System.Globalization;

namespace NumericsCore.CudaEmulator;

/// <summary>Constants as PTX writes them: 12, -3, 0x1F, 5U, 0f3F800000, 0d3FF0000000000000, 1.5.</summary>
internal static class Constant
{
    /// <summary>The bits of a constant where a register of a kind is expected; false: it is none.</summary>
    public static bool TryParse(string text, SlotKind kind, out ulong bits)
    {
        if (text.StartsWith("0f", StringComparison.OrdinalIgnoreCase))
            return TryHex(text, 8, out bits) && kind == SlotKind.Bits32;
        if (text.StartsWith("0d", StringComparison.OrdinalIgnoreCase))
            return TryHex(text, 16, out bits) && kind == SlotKind.Bits64;
        if (text.Contains('.', StringComparison.Ordinal))
        {
            bool known = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
            bits = kind == SlotKind.Bits32 ? BitConverter.SingleToUInt32Bits((float)value) : BitConverter.DoubleToUInt64Bits(value);
            return known && kind != SlotKind.Predicate;
        }

        if (!TryInteger(text, out bits)) return false;
        bits = kind switch { SlotKind.Predicate => bits == 0 ? 0 : uint.MaxValue, SlotKind.Bits32 => (uint)bits, _ => bits };
        return true;
    }

    /// <summary>The bits of a whole number, negative ones in two's complement.</summary>
    public static bool TryInteger(string text, out ulong bits)
    {
        bool negative = text[0] == '-';
        string digits = text[(negative ? 1 : 0)..].TrimEnd('U');
        bool known = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bits);
        if (negative) bits = 0 - bits;
        return known;
    }

    private static bool TryHex(string text, int digits, out ulong bits)
    {
        bits = 0;
        return text.Length == 2 + digits && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits);
    }
}
