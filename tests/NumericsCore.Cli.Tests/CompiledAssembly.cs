using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NumericsCore.Cli.Tests;

/// <summary>An assembly of a user, compiled as a project that refers to the package would be; its file goes when the test does.</summary>
internal sealed class CompiledAssembly : IDisposable
{
    private const string Usings = """
        global using System;
        global using NumericsCore;
        global using NumericsCore.Kernels;
        """;

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static file => Path.GetFileName(file) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "NumericsCore.dll" or "NumericsCore.Kernels.dll"))
            .Select(static file => MetadataReference.CreateFromFile(file)),
    ];

    private readonly string _folder;

    /// <param name="source">Its code.</param>
    /// <param name="dependency">An assembly beside it that it refers to.</param>
    /// <param name="name">Its name; one of its own without it, for one process has one assembly of a name.</param>
    public CompiledAssembly(string source, CompiledAssembly? dependency = null, string? name = null)
    {
        Name = name ?? $"Formulas{Guid.NewGuid():N}";
        _folder = dependency?._folder ?? Directory.CreateTempSubdirectory("numericscore").FullName;
        File = Path.Combine(_folder, Name + ".dll");
        var compilation = CSharpCompilation.Create(
            Name,
            [CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(source)],
            dependency is null ? s_references : [.. s_references, MetadataReference.CreateFromFile(dependency.File)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        var result = compilation.Emit(File);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }

    public string Name { get; }

    public string File { get; }

    /// <summary>The code of a formula of one argument whose pullback is dy.</summary>
    /// <param name="name">The struct.</param>
    /// <param name="body">What Apply does.</param>
    /// <param name="more">Members beside it.</param>
    public static string Unary(string name, string body, string more = "") => $$"""
        public struct {{name}} : IUnaryOperation
        {
            {{more}}
            public static Domain Domain => Domain.Real;
            public static double ToleranceUlps => 1;
            public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> { {{body}} }
            public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;
            public double Reference(double x) => x;
        }
        """;

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
