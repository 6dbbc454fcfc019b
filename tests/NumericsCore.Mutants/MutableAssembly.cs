using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NumericsCore.Mutants;

/// <summary>An assembly of the library, parsed once and compiled again with one file changed.</summary>
internal sealed class MutableAssembly
{
    private readonly CSharpCompilation _compilation;
    private readonly ResourceDescription[] _resources;
    private readonly string _root;

    /// <param name="root">The repository.</param>
    /// <param name="project">The project's folder; it was built before, for its generated files are read.</param>
    /// <param name="configuration">The configuration it was built in.</param>
    /// <param name="references">The library's other assemblies that it refers to.</param>
    public MutableAssembly(string root, string project, string configuration, params string[] references)
    {
        Folder = project;
        _root = root;
        Name = Path.GetFileName(project);
        string folder = Path.Combine(root, project);
        _resources =
        [
            .. XDocument.Load(Path.Combine(folder, Name + ".csproj")).Descendants("EmbeddedResource").Select(resource =>
                new ResourceDescription((string)resource.Attribute("LogicalName")!, () => File.OpenRead(Path.Combine(folder, (string)resource.Attribute("Include")!)), isPublic: true)),
        ];
        string generated = Path.Combine(folder, "obj", configuration, "net10.0");
        string output = Path.Combine(folder, "obj"), bin = Path.Combine(folder, "bin");
        IEnumerable<string> sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(output, StringComparison.Ordinal) && !path.StartsWith(bin, StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(generated, "*.cs", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal);
        var language = new CSharpParseOptions(LanguageVersion.Latest);
        string[] platform = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("NumericsCore", StringComparison.Ordinal) || references.Contains(Path.GetFileNameWithoutExtension(path)))];
        _compilation = CSharpCompilation.Create(
            Name,
            sources.Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), language, path)).Append(CSharpSyntaxTree.ParseText(MutantSwitch.Source(live: false), language, SwitchFile)),
            platform.Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(File.Exists(Path.Combine(folder, "Program.cs")) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    private const string SwitchFile = "MutantSwitch.cs";

    public string Name { get; }

    /// <summary>Its project's folder, relative to the repository.</summary>
    public string Folder { get; }

    public IReadOnlyList<Mutant> Find(IEnumerable<FormulaFile> files) => [.. files.SelectMany(file => MutantFinder.Find(file, Tree(file.Path).GetRoot()))];

    /// <summary>Whether a file compiles with other text; the rest of the assembly is as it was.</summary>
    public bool Compiles(string file, string text)
    {
        var (compilation, changed) = With(_compilation, file, text);
        return !compilation.GetSemanticModel(changed).GetDiagnostics().Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    public string Text(string file) => Tree(file).ToString();

    /// <summary>Compiles the assembly with some files changed, and one added.</summary>
    /// <param name="files">The changed files' texts.</param>
    /// <param name="path">Where to write it.</param>
    /// <param name="live">Whether its mutant may be switched while it runs.</param>
    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public void Compile(IReadOnlyDictionary<string, string> files, string path, bool live = false)
    {
        var compilation = _compilation;
        if (live)
        {
            var tree = compilation.SyntaxTrees.First(static tree => tree.FilePath == SwitchFile);
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(MutantSwitch.Source(live), (CSharpParseOptions)tree.Options, SwitchFile));
        }

        foreach (var (file, text) in files) compilation = With(compilation, file, text).Compilation;
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, manifestResources: _resources);
        if (!result.Success)
            throw new InvalidOperationException($"{Name} does not compile:\n{string.Join('\n', result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))}");
        File.WriteAllBytes(path, assembly.ToArray());
    }

    private (CSharpCompilation Compilation, SyntaxTree Changed) With(CSharpCompilation compilation, string file, string text)
    {
        var tree = Tree(file);
        var changed = CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath);
        return (compilation.ReplaceSyntaxTree(tree, changed), changed);
    }

    private SyntaxTree Tree(string file)
    {
        string path = Path.Combine(_root, file);
        return _compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path) ?? throw new FileNotFoundException($"{file} is no source of {Name}.", path);
    }
}
