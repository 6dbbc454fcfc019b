using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NumericsCore.Analyzers;

/// <summary>Finds what compiles in programs that use tensors and models, and does not do what it says.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProgramAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.ComparesTensors, Rules.AwaitsInScope, Rules.AppliesTwice];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (ProgramTypes.Of(start.Compilation) is not { } types) return;
            start.RegisterOperationAction(operation => TensorComparison.Check(operation.Operation, types, operation.ReportDiagnostic), OperationKind.Binary, OperationKind.Invocation);
            start.RegisterOperationAction(operation => ScopeAcrossAwait.Check(operation.Operation, types, operation.ReportDiagnostic), OperationKind.Using, OperationKind.UsingDeclaration, OperationKind.VariableDeclarator);
            start.RegisterOperationAction(operation => CompiledModel.Check(operation.Operation, types, operation.ReportDiagnostic), OperationKind.Invocation);
        });
    }
}
