using System.Globalization;

namespace NumericsCore;

/// <summary>Numbers with as many digits as it takes to read the same number back.</summary>
internal static class FormulaNumber
{
    public static string Text(double value, ElementType elementType = ElementType.Float64)
    {
        string digits = elementType == ElementType.Float32
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
        int at = digits.IndexOf('E', StringComparison.Ordinal);
        // 1E-05 as people write it
        return at < 0 ? digits : string.Create(
            CultureInfo.InvariantCulture, $"{digits[..at]}e{int.Parse(digits.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)}");
    }

    public static string Latex(double value, ElementType elementType = ElementType.Float64)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "\\text{NaN}" : value > 0 ? "\\infty" : "-\\infty";
        string digits = Text(value, elementType);
        int at = digits.IndexOf('e', StringComparison.Ordinal);
        if (at < 0) return digits;
        string power = $"10^{{{digits[(at + 1)..]}}}";
        return digits[..at] is "1" ? power : $"{digits[..at]} \\cdot {power}";
    }
}
