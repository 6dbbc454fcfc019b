using System.Globalization;

namespace NumericsCore.Measurement;

/// <summary>What the numbers of a size mean.</summary>
internal enum SizeForm
{
    /// <summary>16M: elements.</summary>
    Count,

    /// <summary>1024x10: rows and columns.</summary>
    Matrix,

    /// <summary>32x784x512: [32, 784] times [784, 512].</summary>
    Product,

    /// <summary>b32: samples in a batch.</summary>
    Batch,
}

/// <summary>How much work a kernel gets.</summary>
internal sealed record KernelSize
{
    private const int Kilo = 1 << 10;
    private const int Mega = 1 << 20;

    private KernelSize(SizeForm form, int[] extents)
    {
        Form = form;
        Extents = extents;
        Text = form switch
        {
            SizeForm.Batch => string.Create(CultureInfo.InvariantCulture, $"b{extents[0]}"),
            SizeForm.Count => Short(extents[0]),
            _ => string.Join('x', extents.Select(static extent => extent.ToString(CultureInfo.InvariantCulture))),
        };
    }

    public SizeForm Form { get; }

    /// <summary>The numbers; at least 1 each.</summary>
    public IReadOnlyList<int> Extents { get; }

    /// <summary>The size as options and files write it.</summary>
    public string Text { get; }

    /// <summary>The only number of a count or a batch.</summary>
    public int Count => Extents[0];

    /// <summary>The size of a text; K and M are 2^10 and 2^20.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static KernelSize Parse(string text) => TryParse(text, out var size) ? size : throw new FormatException($"'{text}' is no size; expected one such as 16M, 1024x10, 32x784x512 or b32.");

    /// <summary>Whether the text is a size.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out KernelSize? size)
    {
        size = null;
        bool batch = text.StartsWith('b');
        int?[] numbers = [.. (batch ? text[1..] : text).Split('x').Select(Number)];
        if (numbers.Length > (batch ? 1 : 3) || numbers.Any(static number => number is null)) return false;
        int[] extents = [.. numbers.Select(static number => number!.Value)];
        // the arrays of a kernel are indexed by int on some devices
        if (extents.Select(static extent => (double)extent).Aggregate(1.0, static (a, b) => a * b) > 1e12 || extents.Any(static extent => extent > 1 << 28)) return false;
        size = new KernelSize(batch ? SizeForm.Batch : (SizeForm)(extents.Length - 1), extents);
        return true;
    }

    public override string ToString() => Text;

    private static string Short(int count)
    {
        var (number, unit) = count % Mega == 0 ? (count / Mega, "M") : count % Kilo == 0 ? (count / Kilo, "K") : (count, "");
        return number.ToString(CultureInfo.InvariantCulture) + unit;
    }

    private static int? Number(string text)
    {
        int unit = text.EndsWith('K') ? Kilo : text.EndsWith('M') ? Mega : 1;
        string digits = unit == 1 ? text : text[..^1];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= int.MaxValue / unit ? number * unit : null;
    }
}
