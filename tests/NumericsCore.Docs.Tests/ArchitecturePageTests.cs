using System.Text.RegularExpressions;

namespace NumericsCore.Docs.Tests;

/// <summary>The page on the architecture names folders, shapes and types that are there.</summary>
public partial class ArchitecturePageTests
{
    private const string Kernels = "kernels/NumericsCore.Kernels";

    private static readonly string s_page = Repository.Read("docs/architecture.md");

    [Fact]
    public void Folders_that_are_named_exist()
    {
        string[] folders = [.. Quoted().Matches(s_page).Select(static match => match.Groups[1].Value.Replace("...", Kernels, StringComparison.Ordinal)).Where(static name => name.StartsWith("src/", StringComparison.Ordinal) || name.StartsWith("kernels/", StringComparison.Ordinal))];
        Assert.InRange(folders.Length, 12, 100);
        Assert.All(folders, static folder => Assert.True(Path.Exists(Path.Combine(Repository.Root, folder)), folder));
    }

    [Fact]
    public void The_shapes_listed_are_the_folders_of_shapes()
    {
        string row = s_page.Split('\n').Single(static line => line.StartsWith("| `.../Shapes`", StringComparison.Ordinal));
        string[] listed = [.. Quoted().Matches(row).Skip(1).Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
        Assert.Equal(Directory.GetDirectories(Path.Combine(Repository.Root, Kernels, "Shapes")).Select(Path.GetFileName).Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void Types_and_members_that_are_named_are_in_the_sources()
    {
        var words = Repository.Files(".cs").Where(static file => file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("kernels/", StringComparison.Ordinal))
            .SelectMany(static file => Word().Matches(Repository.Read(file)).Select(static match => match.Value)).ToHashSet(StringComparer.Ordinal);
        string[] names = [.. Quoted().Matches(s_page[s_page.IndexOf("## The path of a batch", StringComparison.Ordinal)..])
            .Select(static match => match.Groups[1].Value).Where(static name => !name.Contains('/', StringComparison.Ordinal)).SelectMany(static name => Word().Matches(name).Select(static match => match.Value)).Distinct()];
        Assert.InRange(names.Length, 15, 100);
        Assert.All(names, name => Assert.Contains(name, words));
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("[A-Z][A-Za-z0-9]+")]
    private static partial Regex Word();
}
