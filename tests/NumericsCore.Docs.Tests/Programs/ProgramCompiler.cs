using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace NumericsCore.Docs.Tests.Programs;

/// <summary>Compiles the blocks of a program as the .NET SDK compiles a console project.</summary>
internal static class ProgramCompiler
{
    /// <summary>What the program prints between the outputs of two blocks.</summary>
    public const char BlockSeparator = '\u001e';

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    /// <summary>Compiles blocks, in order, into one program. Warnings are failures: a page should be copied without any.</summary>
    public static CompiledProgram Compile(IReadOnlyList<ProgramBlock> blocks)
    {
        CompilationUnitSyntax[] units = [.. blocks.Select(Parse)];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "DocumentationProgram",
            [Tree(ImplicitUsings.Source), Tree(Compose(blocks, units))],
            ProgramReferences.All,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));

        using MemoryStream assembly = new(), symbols = new();
        EmitResult result = compilation.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));

        // A block that does not parse is reported as it stands on its page, not as it looks inside the whole program.
        IEnumerable<Diagnostic> diagnostics = units.SelectMany(unit => unit.GetDiagnostics());
        diagnostics = diagnostics.Any() ? diagnostics : result.Diagnostics;
        string[] complaints = [.. diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(Describe)];
        string? failure = complaints.Length > 0 ? $"does not compile.\n{string.Join('\n', complaints)}" : null;
        return new CompiledProgram(failure, assembly.ToArray(), symbols.ToArray());
    }

    private static CompilationUnitSyntax Parse(ProgramBlock block) =>
        SyntaxFactory.ParseCompilationUnit($"{Line(block, 0)}{block.Source}\n", options: ParseOptions);

    // Usings come first and types last in a program, so blocks that have both are taken apart.
    private static string Compose(IReadOnlyList<ProgramBlock> blocks, CompilationUnitSyntax[] units)
    {
        StringBuilder usings = new(), statements = new(), types = new();
        for (int i = 0; i < blocks.Count; i++)
        {
            CompilationUnitSyntax unit = units[i];
            Append(usings, blocks[i], [.. unit.Usings, .. unit.AttributeLists]);
            if (i > 0)
            {
                statements.Append($"#line hidden\nglobal::System.Console.Write('\\u{(int)BlockSeparator:x4}');\n");
            }

            Append(statements, blocks[i], [.. unit.Members.Where(member => member is GlobalStatementSyntax)]);
            Append(types, blocks[i], [.. unit.Members.Where(member => member is not GlobalStatementSyntax)]);
        }

        return $"{usings}{statements}{types}";
    }

    private static void Append(StringBuilder text, ProgramBlock block, IReadOnlyList<SyntaxNode> nodes)
    {
        foreach (SyntaxNode node in nodes)
        {
            // Line 0 of the parsed text is the directive that Parse put above the block.
            int line = node.SyntaxTree.GetLineSpan(new TextSpan(node.SpanStart, 0)).StartLinePosition.Line - 1;
            text.Append(Line(block, line)).Append(node.ToString()).Append('\n');
        }
    }

    private static string Line(ProgramBlock block, int line) => $"#line {block.Line + 1 + line} \"{block.Page}\"\n";

    private static SyntaxTree Tree(string text) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions);

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetMappedLineSpan();
        return $"{place.Path}:{place.StartLinePosition.Line + 1}: {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
