namespace NumericsCore.Cli.Tests;

/// <summary>A CSV file that goes when the test does.</summary>
internal sealed class TemporaryTable : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("numericscore").FullName;

    public TemporaryTable(string text)
    {
        File = Path.Combine(_folder, "data.csv");
        System.IO.File.WriteAllText(File, text);
    }

    /// <summary>A table of numbers x and a target y that says whether x is in the upper half.</summary>
    public static TemporaryTable OfRows(int rows) =>
        new("x,y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => FormattableString.Invariant($"{i},{(2 * i < rows ? "low" : "high")}\n"))));

    public string File { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
