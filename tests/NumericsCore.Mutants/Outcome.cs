namespace NumericsCore.Mutants;

/// <summary>What became of a mutant.</summary>
/// <param name="Formula">The type and member that hold it.</param>
/// <param name="Name">The mutant's name.</param>
/// <param name="CaughtBy">The first test that failed; null if all passed.</param>
internal sealed record Outcome(string Formula, string Name, string? CaughtBy)
{
    public override string ToString() => $"{Formula}\t{Name}\t{CaughtBy}";

    public static Outcome Parse(string line) =>
        line.Split('\t') is [var formula, var name, var test] ? new(formula, name, test.Length == 0 ? null : test) : throw new FormatException($"'{line}' is no outcome.");
}
