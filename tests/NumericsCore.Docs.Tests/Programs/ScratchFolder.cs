namespace NumericsCore.Docs.Tests.Programs;

/// <summary>A temporary folder with a copy of the repository's <c>docs</c>, removed when disposed.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public ScratchFolder()
    {
        foreach (string file in Repository.Files("").Where(file => file.StartsWith("docs/", StringComparison.Ordinal)))
        {
            string copy = System.IO.Path.Combine(Path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(Repository.FullPath(file), copy);
        }
    }

    /// <summary>The absolute path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("numericscore-docs-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
