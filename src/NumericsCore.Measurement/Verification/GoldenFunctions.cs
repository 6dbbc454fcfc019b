using System.Globalization;

namespace NumericsCore.Measurement;

/// <summary>The hashes and the stated accuracy of the elementwise functions, as they are shipped: a line a function, "name,hash of float32,hash of float64,ulps of float32,ulps of float64".</summary>
internal sealed class GoldenFunctions
{
    /// <summary>The first line.</summary>
    public const string Head = "function,float32,float64,float32 max ulp,float64 max ulp";

    private const string Resource = "golden-functions.csv";

    private readonly Dictionary<string, string[]> _lines;

    private GoldenFunctions(IEnumerable<string> lines) => _lines = lines.Skip(1).Where(static line => line.Length > 0).Select(static line => line.Split(',')).ToDictionary(static cells => cells[0]);

    /// <summary>Those of this version.</summary>
    public static GoldenFunctions Shipped { get; } = Parse(EmbeddedText.Of(Resource));

    /// <summary>The names.</summary>
    public IEnumerable<string> Functions => _lines.Keys;

    /// <summary>Those of a text.</summary>
    public static GoldenFunctions Parse(string text) => new(text.ReplaceLineEndings("\n").Split('\n'));

    /// <summary>The hash of a function's results, and the largest error stated.</summary>
    public (string Sha256, double? MaxUlps) Of(string function, string elementType)
    {
        int column = elementType == "float32" ? 1 : 2;
        return _lines.TryGetValue(function, out string[]? cells)
            ? (cells[column], cells[column + 2] is { Length: > 0 } ulps ? double.Parse(ulps, CultureInfo.InvariantCulture) : null)
            : ("", null);
    }
}
