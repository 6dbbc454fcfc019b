using System.Buffers;
using System.Globalization;
using System.Text;

namespace NumericsCore.Data.Names;

/// <summary>
/// The canonical decomposition of Unicode (UAX #15, form D), by which names are compared: é is the same name as one character and as
/// e with an accent after it, as file systems and keyboards write either.
/// </summary>
internal static class CanonicalForm
{
    private const int FirstSyllable = 0xAC00, Syllables = 11172, FirstLead = 0x1100, FirstVowel = 0x1161, FirstTrail = 0x11A7, Vowels = 21, Trails = 28;

    private static readonly Lazy<Dictionary<int, int[]>> Decompositions = new(ReadDecompositions);
    private static readonly Lazy<Dictionary<int, byte>> Classes = new(ReadClasses);

    /// <summary>Compares names by their canonical form; upper and lower case differ.</summary>
    public static IEqualityComparer<string> Comparer { get; } =
        EqualityComparer<string>.Create(static (a, b) => string.Equals(a, b) || (a is not null && b is not null && Of(a) == Of(b)), static name => Of(name).GetHashCode(StringComparison.Ordinal));

    /// <summary>The form of a text. Half of a surrogate pair stays as it is.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var codes = new List<int>(text.Length + 8);
        for (int i = 0; i < text.Length;)
        {
            bool whole = Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length) == OperationStatus.Done;
            Decompose(whole ? rune.Value : text[i], codes);
            i += length;
        }
        Order(codes);
        var form = new StringBuilder(codes.Count);
        foreach (int code in codes)
        {
            if (Rune.TryCreate(code, out Rune rune)) form.Append(rune.ToString());
            else form.Append((char)code);
        }
        return form.ToString();
    }

    private static void Decompose(int code, List<int> codes)
    {
        int syllable = code - FirstSyllable;
        if (syllable is >= 0 and < Syllables)
        {
            codes.Add(FirstLead + syllable / (Vowels * Trails));
            codes.Add(FirstVowel + syllable % (Vowels * Trails) / Trails);
            if (syllable % Trails > 0) codes.Add(FirstTrail + syllable % Trails);
        }
        else if (Decompositions.Value.TryGetValue(code, out int[]? parts))
        {
            foreach (int part in parts) Decompose(part, codes);
        }
        else
        {
            codes.Add(code);
        }
    }

    /// <summary>Puts each run of marks in the order of their classes; marks of one class keep theirs.</summary>
    private static void Order(List<int> codes)
    {
        for (int i = 1; i < codes.Count; i++)
        {
            int mark = codes[i], at = i;
            byte order = ClassOf(mark);
            if (order == 0) continue;
            for (; at > 0 && ClassOf(codes[at - 1]) > order; at--) codes[at] = codes[at - 1];
            codes[at] = mark;
        }
    }

    private static byte ClassOf(int code) => Classes.Value.GetValueOrDefault(code);

    private static Dictionary<int, int[]> ReadDecompositions()
    {
        var decompositions = new Dictionary<int, int[]>();
        foreach (string entry in CanonicalData.Decompositions.Split(' '))
        {
            int[] codes = [.. entry.EnumerateRunes().Select(static rune => rune.Value)];
            decompositions.Add(codes[0], codes[1..]);
        }
        return decompositions;
    }

    private static Dictionary<int, byte> ReadClasses()
    {
        var classes = new Dictionary<int, byte>();
        foreach (string entry in CanonicalData.CombiningClasses.Split(' '))
        {
            string[] parts = entry.Split(':'), range = parts[0].Split('-');
            byte order = byte.Parse(parts[1], CultureInfo.InvariantCulture);
            for (int code = Hexadecimal(range[0]); code <= Hexadecimal(range[^1]); code++) classes.Add(code, order);
        }
        return classes;
    }

    private static int Hexadecimal(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
