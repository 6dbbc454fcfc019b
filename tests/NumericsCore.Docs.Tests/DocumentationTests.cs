using NumericsCore.Docs.Tests.Markdown;
using NumericsCore.Docs.Tests.Programs;

namespace NumericsCore.Docs.Tests;

public class DocumentationTests
{
    private static readonly IReadOnlyDictionary<string, DocumentationCase> Cases = Repository.Documentation()
        .SelectMany(path => CaseReader.Read(new MarkdownPage(path, Repository.Read(path))))
        .ToDictionary(block => block.Name);

    public static TheoryData<string> Blocks() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void The_block_compiles_runs_and_prints_what_its_page_says(string block)
    {
        string? failure = Cases[block].Failure();
        Assert.True(failure is null, failure);
    }

    [Fact]
    public void The_readme_shows_a_program() =>
        Assert.Contains(Cases.Keys, name => name.StartsWith("README.md:", StringComparison.Ordinal));

    [Fact]
    public void Every_relative_link_points_to_a_file_and_to_a_heading()
    {
        IEnumerable<string> broken = Repository.Files(".md").SelectMany(path => MarkdownLinks.Broken(new MarkdownPage(path, Repository.Read(path))));
        Assert.Empty(broken);
    }
}
