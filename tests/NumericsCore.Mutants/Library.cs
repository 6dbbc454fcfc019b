namespace NumericsCore.Mutants;

/// <summary>A mutant and the assembly it belongs to.</summary>
internal sealed record FoundMutant(MutableAssembly Assembly, Mutant Mutant);

/// <summary>The assemblies that are mutated: the formulas of two, all sources of all.</summary>
internal sealed class Library
{
    private readonly List<FoundMutant> _mutants;

    private readonly string _configuration;

    private Library(string root, string configuration)
    {
        Root = root;
        _configuration = configuration;
        Kernels = new MutableAssembly(root, "kernels/NumericsCore.Kernels", configuration);
        Core = new MutableAssembly(root, "src/NumericsCore", configuration, Kernels.Name);
        _mutants =
        [
            .. Kernels.Find(FormulaFiles.OfKernels(root)).Select(mutant => new FoundMutant(Kernels, mutant)),
            .. Core.Find(FormulaFiles.OfCore).Select(mutant => new FoundMutant(Core, mutant)),
        ];
    }

    /// <summary>The projects of src that refer to the core, each after those it refers to; analyzers are code of the compiler, and a generator of the compiler writes most of the logging.</summary>
    public static IReadOnlyList<string> OnCore { get; } =
        ["NumericsCore.Data", "NumericsCore.Testing", "NumericsCore.Measurement", "NumericsCore.Distributed", "NumericsCore.Onnx", "NumericsCore.Cli"];

    /// <summary>The repository.</summary>
    public string Root { get; }

    public MutableAssembly Kernels { get; }

    public MutableAssembly Core { get; }

    /// <summary>The library of the repository that this tool was built in, in the same configuration.</summary>
    public static Library Load()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NumericsCore.sln")))
                return new Library(folder.FullName, new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name);
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no clone of the repository.");
    }

    /// <summary>The mutants whose file or name contains one of the texts; all if there are none.</summary>
    public List<FoundMutant> Mutants(IReadOnlyList<string> only) => _mutants.FindAll(found => Matches(found, only));

    public static bool Matches(FoundMutant found, IReadOnlyList<string> only) => only.Count == 0
        || only.Any(text => found.Mutant.NameInFile.Contains(text, StringComparison.Ordinal));

    /// <summary>The mutants of every source file in kernels and src, those that do not compile among them.</summary>
    public List<FoundMutant> AllMutants()
    {
        MutableAssembly[] assemblies =
        [
            Kernels, Core,
            .. OnCore.Select(name => new MutableAssembly(Root, "src/" + name, _configuration, [.. OnCore.TakeWhile(other => other != name), Kernels.Name, Core.Name])),
        ];
        return [.. assemblies.SelectMany(assembly => assembly.Find(FormulaFiles.All(Root, assembly.Folder)).Select(mutant => new FoundMutant(assembly, mutant)))];
    }
}
