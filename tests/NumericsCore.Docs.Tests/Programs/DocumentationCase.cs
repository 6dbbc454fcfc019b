namespace NumericsCore.Docs.Tests.Programs;

/// <summary>One block of a page to check: a place in a program, or a block that breaks the rules of the pages.</summary>
/// <param name="Name">Where it stands, as page:line.</param>
/// <param name="Program">The program it belongs to.</param>
/// <param name="Index">Which block of that program it is.</param>
/// <param name="Problem">What is wrong with the block itself; there is no program then.</param>
internal sealed record DocumentationCase(string Name, DocumentationProgram? Program, int Index, string? Problem)
{
    /// <summary>What is wrong: with the block, its program, or its output; null if nothing is.</summary>
    public string? Failure() => Problem ?? Program!.Failure(Index);
}
