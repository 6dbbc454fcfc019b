using System.Xml.Linq;

namespace NumericsCore.Docs.Tests;

/// <summary>What every project of the solution must have, whoever adds it.</summary>
public class PackageTests
{
    // whoever builds the solution need not have a peer's native library, nor the compiler that makes the emulated driver native; samples are built as a user's projects are
    private static readonly string[] s_outsideTheSolution = ["benchmarks/native-peer/", "benchmarks/mpi-peer/", "tests/NumericsCore.CudaEmulator.Native/", "docs/samples/"];

    public static TheoryData<string> Projects() =>
        [.. Repository.Files(".csproj").Where(static path => !s_outsideTheSolution.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))];

    public static TheoryData<string> PackableProjects() => [.. Repository.Files(".csproj").Where(path => Property(path, "IsPackable") == "true")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_is_in_the_solution(string project) =>
        Assert.Contains($"\"{project.Replace('/', '\\')}\"", Repository.Read("NumericsCore.sln"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_fixes_its_packages_in_a_lock_file(string project) => Assert.True(File.Exists(Beside(project, "packages.lock.json")));

    [Theory]
    [MemberData(nameof(PackableProjects))]
    public void A_package_lists_its_public_members(string project)
    {
        foreach (string file in new[] { "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt" })
        {
            Assert.True(File.Exists(Beside(project, file)), $"{project} has no {file} beside it.");
            Assert.Equal("#nullable enable", File.ReadLines(Beside(project, file)).FirstOrDefault());
        }
    }

    [Theory]
    [MemberData(nameof(PackableProjects))]
    public void A_package_says_what_it_is(string project)
    {
        string? description = Property(project, "Description");
        Assert.False(string.IsNullOrWhiteSpace(description), $"{project} has no <Description>.");
        Assert.EndsWith(".", description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NumericsCore")]
    [InlineData("NumericsCore.Kernels")]
    [InlineData("NumericsCore.Data")]
    [InlineData("NumericsCore.Columnar")]
    [InlineData("NumericsCore.Distributed")]
    [InlineData("NumericsCore.Logging")]
    [InlineData("NumericsCore.Onnx")]
    [InlineData("NumericsCore.Plots")]
    [InlineData("NumericsCore.TensorBoard")]
    [InlineData("NumericsCore.Testing")]
    public void A_library_is_built_with_its_documentation(string library)
    {
        XDocument documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, library + ".xml"));
        Assert.Equal(library, documentation.Root!.Element("assembly")!.Element("name")!.Value);
        // editors show the first alone: one part of a partial type says what it is, the others say nothing
        string[] once = ["summary", "remarks", "returns"];
        Assert.Empty(documentation.Descendants("member").SelectMany(member => once.Where(tag => member.Elements(tag).Count() > 1).Select(tag => $"{member.Attribute("name")!.Value} has several <{tag}>")));
        Assert.Empty(documentation.Descendants("member").SelectMany(static member => member.Elements("param").GroupBy(static element => element.Attribute("name")!.Value).Where(static same => same.Count() > 1).Select(same => $"{member.Attribute("name")!.Value} tells of {same.Key} several times")));
    }

    private static string? Property(string project, string name) =>
        XDocument.Load(Repository.FullPath(project)).Descendants(name).SingleOrDefault()?.Value;

    private static string Beside(string project, string file) => Path.Combine(Path.GetDirectoryName(Repository.FullPath(project))!, file);
}
