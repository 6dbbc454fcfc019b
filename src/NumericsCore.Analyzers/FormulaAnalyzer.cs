using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NumericsCore.Analyzers;

/// <summary>Finds what a device cannot run, or would compute with other bits, in formulas and the functions of lanes beside them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FormulaAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rules.Throws, Rules.Allocates, Rules.UsesArray, Rules.Boxes, Rules.UsesText, Rules.UsesReference, Rules.CallsHost, Rules.CallsMath,
        Rules.BranchesOnLane, Rules.Recurses, Rules.UsesStaticState, Rules.HoldsRefused, Rules.HoldsWideNumber, Rules.ComputesOutsideLane,
        Rules.RoundsTwice, Rules.NotPublic, Rules.Captures,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types) return;
            var calls = new CallGraph(start.Compilation, types);
            start.RegisterOperationBlockAction(block =>
            {
                if (block.OwningSymbol is not IMethodSymbol method || !types.IsKernel(method)) return;
                var body = new KernelBody(types, calls, method, block.ReportDiagnostic, block.CancellationToken);
                foreach (var operation in block.OperationBlocks) body.Visit(operation);
            });
            start.RegisterSymbolAction(symbol => FormulaType.Check((INamedTypeSymbol)symbol.Symbol, types, symbol.ReportDiagnostic), SymbolKind.NamedType);
        });
    }
}
