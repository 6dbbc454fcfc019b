using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NumericsCore.Analyzers.Tests;

/// <summary>The library's formulas and the documentation's are reported for nothing but products and sums that are rounded twice, as they are meant to.</summary>
public class SourceTests
{
    private static readonly string[] s_formulas = ["IUnaryFormula", "IBinaryFormula", "ITernaryFormula", "IQuaternaryFormula", "IEpilogue", "IReduction", "IUpdateRule"];

    [Fact]
    public void No_formula_of_the_library_is_reported()
    {
        string[] files = [.. Repository.Files(".cs").Where(static path => path.StartsWith("kernels/NumericsCore.Kernels/", StringComparison.Ordinal))];
        var usings = Analysis.Tree(ImplicitUsings.Source + "global using NumericsCore.Kernels.Formulas;\n[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"ILGPURuntime\")]");
        var compilation = Analysis.Compile([usings, .. files.Select(static path => Analysis.Tree(Repository.Read(path), path))], static name => !name.StartsWith("NumericsCore", StringComparison.Ordinal));
        Assert.Empty(compilation.GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error));
        Assert.InRange(Formulas(compilation).Count, 80, 1000);
        Assert.Empty(Reported(compilation));
    }

    [Fact]
    public void No_formula_of_the_documentation_is_reported()
    {
        string[] blocks = [.. Repository.Documentation().SelectMany(static path => Blocks(Repository.Read(path))).Where(static block => block.Contains("ILane<TLane>", StringComparison.Ordinal))];
        int formulas = 0;
        foreach (string block in blocks)
        {
            var compilation = Analysis.Compile([Analysis.Tree(ImplicitUsings.Source), Analysis.Tree(block)]);
            formulas += Formulas(compilation).Count;
            Assert.Empty(Reported(compilation));
        }

        Assert.InRange(formulas, 7, 1000);
    }

    [Fact]
    public void No_program_of_the_documentation_is_reported()
    {
        string[] words = ["fromLogits", "GradientMode", "await", " == ", "Equals("];
        string[] blocks = [.. Repository.Documentation().SelectMany(static path => Blocks(Repository.Read(path))).Where(block => Array.Exists(words, word => block.Contains(word, StringComparison.Ordinal)))];
        Assert.InRange(blocks.Length, 20, 1000);
        var without = Analysis.Compile([Analysis.Tree(ImplicitUsings.Source + "global using NumericsCore;")]);
        Assert.All(blocks, block => Assert.Empty(Reported(without.AddSyntaxTrees(Analysis.Tree(block)))));
    }

    [Fact]
    public void Every_formula_that_devices_refuse_is_reported()
    {
        const string Path = "tests/NumericsCore.OwnFormulas.Tests/Formulas/Refused.cs";
        var compilation = Analysis.Compile([Analysis.Tree(ImplicitUsings.Source), Analysis.Tree(Repository.Read(Path), Path)], static name => name != "NumericsCore.OwnFormulas.Tests");
        var errors = Analysis.Run(compilation).Where(static one => one.Severity == DiagnosticSeverity.Error).ToList();
        var formulas = Formulas(compilation);
        Assert.InRange(formulas.Count, 10, 100);
        Assert.All(formulas, formula => Assert.Contains(errors, one => formula.DeclaringSyntaxReferences.Any(reference => reference.Span.Contains(one.Location.SourceSpan))));
    }

    private static List<Diagnostic> Reported(Compilation compilation) => [.. Analysis.Run(compilation).Where(static one => one.Id != "NCF0015")];

    private static List<INamedTypeSymbol> Formulas(Compilation compilation) => [.. compilation.SyntaxTrees
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<StructDeclarationSyntax>().Select(node => (INamedTypeSymbol)compilation.GetSemanticModel(tree).GetDeclaredSymbol(node)!))
        .Where(static type => type.AllInterfaces.Any(static one => s_formulas.Contains(one.Name)))];

    private static IEnumerable<string> Blocks(string page)
    {
        string[] parts = page.Split("```");
        for (int i = 1; i < parts.Length; i += 2)
            if (parts[i].StartsWith("csharp", StringComparison.Ordinal)) yield return parts[i][parts[i].IndexOf('\n', StringComparison.Ordinal)..];
    }
}
