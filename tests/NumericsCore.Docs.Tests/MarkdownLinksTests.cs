using NumericsCore.Docs.Tests.Markdown;

namespace NumericsCore.Docs.Tests;

public class MarkdownLinksTests
{
    [Theory]
    [InlineData("[a](README.md)")]
    [InlineData("[a](docs/data)")]
    [InlineData("[a](https://example.org/missing.md)")]
    [InlineData("# One `two`: three\n[a](#one-two-three)")]
    [InlineData("[a](README.md#numericscore)")]
    [InlineData("`[a](missing.md)`")]
    [InlineData("```text\n[a](missing.md)\n```")]
    [InlineData("[a]\n\n[a]: README.md")]
    public void A_link_that_works_is_accepted(string text) => Assert.Empty(MarkdownLinks.Broken(new MarkdownPage("page.md", text)));

    [Theory]
    [InlineData("[a](missing.md)", "page.md:1: the link to 'missing.md' points to no file.")]
    [InlineData("\n![a](docs/missing.png \"title\")", "page.md:2: the link to 'docs/missing.png' points to no file.")]
    [InlineData("[a]: missing.md", "page.md:1: the link to 'missing.md' points to no file.")]
    [InlineData("# One\n[a](#two)", "page.md:2: the link to '#two' points to no heading of that page.")]
    [InlineData("[a](README.md#no-such-heading)", "page.md:1: the link to 'README.md#no-such-heading' points to no heading of that page.")]
    [InlineData("[a](../elsewhere.md)", "page.md:1: the link to '../elsewhere.md' leaves the repository.")]
    public void A_broken_link_is_reported_with_file_and_line(string text, string expected) =>
        Assert.Equal(expected, Assert.Single(MarkdownLinks.Broken(new MarkdownPage("page.md", text))));
}
