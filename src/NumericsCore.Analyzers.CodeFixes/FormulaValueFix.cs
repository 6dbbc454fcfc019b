using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NumericsCore.Analyzers;

/// <summary>Hands a formula's value to the lane as it is: TLane.Of(slope.Double) as TLane.Of(slope).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FormulaValueFix)), Shared]
public sealed class FormulaValueFix() : ExpressionFix(Rules.ComputesOutsideLane)
{
    private protected override Replacement? Fix(SyntaxNode node, Diagnostic diagnostic, SemanticModel model) =>
        node.FirstAncestorOrSelf<MemberAccessExpressionSyntax>() is { Name.Identifier.ValueText: "Double" } value
        && value.Span == diagnostic.Location.SourceSpan
        && value.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && call.Expression.ToString() == Lane(diagnostic) + ".Of"
            ? new("Hand the FormulaValue to the lane", value, value.Expression.WithoutTrivia()) : null;
}
