using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NumericsCore.Analyzers.Tests;

/// <summary>Compiles sources against the running framework and the built library, and runs the analyzers over them.</summary>
internal static class Analysis
{
    public static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest);

    public static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new FormulaAnalyzer(), new ProgramAnalyzer()];

    public static readonly CSharpCompilationOptions Options =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true, concurrentBuild: false);

    /// <summary>The framework's assemblies and those beside the tests.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>A compilation with the references asked for by name; those of a small program without further ado.</summary>
    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees, Func<string, bool>? references = null) =>
        CSharpCompilation.Create("Formulas", trees, References.Where(reference => (references ?? IsUsual)(Path.GetFileNameWithoutExtension(reference.Display!))), Options);

    // the framework is 160 assemblies, which every compilation would look through
    private static bool IsUsual(string name) =>
        name is "System.Private.CoreLib" or "System.Runtime" or "System.Collections" or "System.Linq" or "System.Console" or "System.Threading" or "System.Net.Http" or "System.Memory" || name.StartsWith("NumericsCore", StringComparison.Ordinal);

    public static SyntaxTree Tree(string source, string path = "") => CSharpSyntaxTree.ParseText(source, Parse, path);

    /// <summary>The diagnostics in the order of the source, those that a pragma suppresses too. An exception of an analyzer is thrown.</summary>
    public static IReadOnlyList<Diagnostic> Run(Compilation compilation)
    {
        var failures = new ConcurrentQueue<Exception>();
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => failures.Enqueue(exception), concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var found = compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        if (!failures.IsEmpty) throw new AggregateException(failures);
        return [.. found.OrderBy(static one => one.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static one => one.Location.SourceSpan.Start).ThenBy(static one => one.Location.SourceSpan.End).ThenBy(static one => one.Id, StringComparer.Ordinal)];
    }
}
