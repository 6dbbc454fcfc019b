namespace NumericsCore.Mutants;

/// <summary>One small wrong change of a formula.</summary>
/// <param name="File">The source file, relative to the repository.</param>
/// <param name="Formula">The type and member that hold the formula.</param>
/// <param name="Change">What is replaced by what, and which of several equal ones it is.</param>
/// <param name="Start">Where the replaced text begins in the file.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Replacement">What stands there instead.</param>
/// <param name="RunsOnce">Whether it is computed once for a process, so that of the tests that need it only the first comes by.</param>
internal sealed record Mutant(string File, string Formula, string Change, int Start, int Length, string Replacement, bool RunsOnce = false)
{
    /// <summary>The name by which <c>equivalent.txt</c> and the results know the mutant; it survives changes elsewhere in the file.</summary>
    public string Name => $"{Formula}: {Change}";

    /// <summary>The name by which <c>equivalent-anywhere.txt</c> and samples know it.</summary>
    public string NameInFile => $"{File}: {Name}";

    /// <summary>Whether a whole statement goes.</summary>
    public bool IsRemoval => Replacement == ";";

    public string Apply(string source) => string.Concat(source.AsSpan(0, Start), Replacement, source.AsSpan(Start + Length));
}
