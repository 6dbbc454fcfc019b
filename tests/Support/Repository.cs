namespace NumericsCore.Tests.Support;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] GeneratedFolders = ["bin", "obj", "artifacts", "TestResults", ".git"];

    /// <summary>The folder of the solution, found upwards from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The path of one of the tables that the documentation uses, by its name without ending.</summary>
    public static string Table(string name) => FullPath($"docs/data/{name}.csv");

    /// <summary>Every file with this ending, as paths from the root with '/', sorted, without generated folders.</summary>
    public static IReadOnlyList<string> Files(string ending) =>
        [.. Walk(Root).Where(path => path.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The pages whose C# blocks are programs: the READMEs, also those of the packages, and everything under docs.</summary>
    public static IReadOnlyList<string> Documentation() =>
        [.. Files(".md").Where(path => path == "README.md" || path.StartsWith("docs/", StringComparison.Ordinal) || IsOfPackage(path))];

    /// <summary>The text of a file, by its path from the root.</summary>
    public static string Read(string path) => File.ReadAllText(FullPath(path));

    /// <summary>The absolute form of a path from the root.</summary>
    public static string FullPath(string path) => Path.GetFullPath(Path.Combine(Root, path));

    private static bool IsOfPackage(string path) => path.EndsWith("/README.md", StringComparison.Ordinal) && (path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("kernels/", StringComparison.Ordinal));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            if (GeneratedFolders.Contains(Path.GetFileName(child)))
            {
                continue;
            }

            foreach (string file in Walk(child))
            {
                yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NumericsCore.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"NumericsCore.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
