using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NumericsCore.Analyzers;

/// <summary>Writes a == b for tensors as a.Shape == b.Shape &amp;&amp; a.ToDoubleArray().AsSpan().SequenceEqual(b.ToDoubleArray()), and a != b as its opposite.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EqualElementsFix)), Shared]
public sealed class EqualElementsFix() : ExpressionFix(Rules.ComparesTensors)
{
    private protected override Replacement? Fix(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        var (left, right, isEqual) = node switch
        {
            BinaryExpressionSyntax binary => (binary.Left, binary.Right, binary.IsKind(SyntaxKind.EqualsExpression)),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: { } receiver }, ArgumentList.Arguments: { Count: 1 } arguments } => (receiver, arguments[0].Expression, true),
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } => (arguments[0].Expression, arguments[1].Expression, true),
            _ => default,
        };
        // each is read twice
        if (left is null || right is null || node is not ExpressionSyntax compared || !IsSimple(left) || !IsSimple(right)) return null;
        var (a, b) = (left.WithoutTrivia(), right.WithoutTrivia());
        string elements = $"{a}.ToDoubleArray().AsSpan().SequenceEqual({b}.ToDoubleArray())";
        string text = isEqual ? $"{a}.Shape == {b}.Shape && {elements}" : $"{a}.Shape != {b}.Shape || !{elements}";
        var written = SyntaxFactory.ParseExpression(StandsAlone(compared) ? text : $"({text})");
        // without the namespace System there is no AsSpan
        return model.GetSpeculativeTypeInfo(compared.SpanStart, SyntaxFactory.ParseExpression(elements), SpeculativeBindingOption.BindAsExpression).Type?.SpecialType == SpecialType.System_Boolean
            ? new("Compare shapes and elements", compared, written) : null;
    }

    private static bool IsSimple(ExpressionSyntax expression) => expression is IdentifierNameSyntax or ThisExpressionSyntax
        || expression is MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } member && IsSimple(member.Expression);

    private static bool StandsAlone(ExpressionSyntax expression) =>
        expression.Parent is StatementSyntax or ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or ParenthesizedExpressionSyntax or LambdaExpressionSyntax;
}
