namespace NumericsCore.Cli.Tests;

/// <summary>Finds the files of the repository from wherever the tests run.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = FindRoot();

    public static string Table(string name) => Path.Combine(Root, "docs", "data", name + ".csv");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NumericsCore.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"NumericsCore.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
