using System.Globalization;
using NumericsCore.Measurement;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>What verify finds, as text.</summary>
internal sealed class VerifyReport(TextWriter output) : IVerifyReport
{
    private const int HashLettersShown = 12;

    private readonly IAnsiConsole _console = TextConsole.Create(output);

    public void Begin(Device device, MachineRecord machine) =>
        _console.Line($"{device.Name}: {device.Info.Description}; {machine.OperatingSystem}; {machine.Runtime}; NumericsCore {machine.NumericsCore}");

    public bool Order(IEnumerable<OrderRow> rows)
    {
        _console.WriteLine();
        _console.Line("order of summation, found by M, -M and ones (FPRev), beside the documented one");
        var trees = new List<(OrderRow Row, List<string> Of)>();
        var all = new List<OrderRow>();
        foreach (var row in rows)
        {
            all.Add(row);
            string found = row.Pairs is { } pairs ? string.Create(CultureInfo.InvariantCulture, $"{pairs} pairs of elements") : "the whole tree";
            _console.Line(string.Create(CultureInfo.InvariantCulture, $"  {row.Operation} of {row.Elements:N0}, {row.ElementType}: {found}: {Verdict(row.Agrees)}{(row.Agrees ? "" : $": {row.Difference}")}"));
            if (row.Tree is null) continue;
            if (trees.FirstOrDefault(tree => tree.Row.Tree == row.Tree) is { Of: { } same }) same.Add($"{row.Operation}, {row.ElementType}");
            else trees.Add((row, [$"{row.Operation}, {row.ElementType}"]));
        }

        foreach (var (row, of) in trees)
        {
            _console.WriteLine();
            _console.Line(string.Create(CultureInfo.InvariantCulture, $"{row.Elements:N0} elements ({string.Join("; ", of)}):"));
            _console.Line($"  {row.Tree}");
        }

        return all.All(static row => row.Agrees);
    }

    public bool Functions(IEnumerable<FunctionRow> rows)
    {
        _console.WriteLine();
        _console.Line("functions: the start of the SHA-256 of their results, and the largest error stated, in units in the last place");
        var functions = rows.GroupBy(static row => row.Function).Select(static rows => (rows.Key, Single: rows.First(), Double: rows.ElementAtOrDefault(1))).ToList();
        _console.WriteTable(
            ["Function", "float32", "", "float64", "", "Arguments", "ulp, float32", "ulp, float64"], numbersFrom: 5,
            functions.Select(static row => (string[])[row.Key, Hash(row.Single), Word(row.Single), Hash(row.Double), Word(row.Double), Count(row.Single, row.Double), Ulps(row.Single), Ulps(row.Double)]));
        return functions.All(static row => row.Single.Agrees && row.Double is null or { Agrees: true });
    }

    public bool Training(string sha256, string expected)
    {
        bool agrees = sha256 == expected;
        _console.WriteLine();
        _console.Line($"the README's training: weights' SHA-256 {sha256}: {(agrees ? Verdict(agrees) : $"{Verdict(agrees)}: expected {expected}")}");
        return agrees;
    }

    public void End(bool agrees)
    {
        _console.WriteLine();
        _console.Line(agrees ? "all agree: this device keeps the promise of the same bits" : "NOT all agree: please report this output");
    }

    private static string Verdict(bool agrees) => agrees ? "agrees" : "DIFFERS";

    private static string Hash(FunctionRow? row) => row?.Sha256[..HashLettersShown] ?? "";

    private static string Word(FunctionRow? row) => row is null ? "" : row.Agrees ? "agrees" : $"DIFFERS from {row.Expected.PadRight(HashLettersShown)[..HashLettersShown].TrimEnd()}";

    private static string Count(FunctionRow single, FunctionRow? other) =>
        string.Create(CultureInfo.InvariantCulture, $"{single.Arguments:N0}{(other is null || other.Arguments == single.Arguments ? "" : string.Create(CultureInfo.InvariantCulture, $"; {other.Arguments:N0}"))}");

    private static string Ulps(FunctionRow? row) => row?.MaxUlps?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
