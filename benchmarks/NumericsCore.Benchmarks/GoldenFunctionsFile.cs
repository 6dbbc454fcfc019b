using System.Globalization;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks;

/// <summary>Writes the hashes of the elementwise functions that the tool is shipped with, from scalar lanes of the CPU, and the accuracy that the page states.</summary>
internal static class GoldenFunctionsFile
{
    private const string Path = "src/NumericsCore.Measurement/Verification/golden-functions.csv";

    // what the page says in words
    private static readonly Dictionary<string, (string Single, string Double)> s_said = new()
    {
        ["atan2"] = ("0.7", ""),
        ["hypot"] = ("0.6", ""),
        ["leaky_relu"] = ("1.5", "1.5"),
        ["remainder"] = ("0.5", "0.5"),
        ["floor"] = ("0", "0"),
        ["ceiling"] = ("0", "0"),
        ["round"] = ("0", "0"),
        ["truncate"] = ("0", "0"),
    };

    /// <summary>Writes the file of the clone that is the current folder.</summary>
    public static void Write()
    {
        var stated = Stated();
        var rows = FunctionCheck.Run(BitCheck.Scalars(), TableFunction.All, GoldenFunctions.Parse(GoldenFunctions.Head)).GroupBy(static row => row.Function);
        var lines = rows.Select(rows =>
        {
            var (single, other) = stated.TryGetValue(rows.Key, out var found) ? found : s_said.GetValueOrDefault(rows.Key, ("", ""));
            return string.Create(CultureInfo.InvariantCulture, $"{rows.Key},{rows.First().Sha256},{rows.Last().Sha256},{single},{other}");
        });
        File.WriteAllText(Path, string.Join('\n', lines.Prepend(GoldenFunctions.Head)) + "\n");
        Console.WriteLine(Path);
    }

    /// <summary>The rows of the page's tables of five columns: function, error in float32, where, error in float64, where.</summary>
    private static Dictionary<string, (string, string)> Stated() => File.ReadLines("docs/accuracy.md")
        .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
        .Where(static cells => cells.Length == 7 && double.TryParse(cells[2], CultureInfo.InvariantCulture, out _))
        .ToDictionary(static cells => cells[1], static cells => (cells[2], cells[4]));
}
