using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NumericsCore.Analyzers;

/// <summary>Writes a product and a sum as one fused operation: a * b + c as TLane.MultiplyAdd(a, b, c), c - a * b as TLane.MultiplyAdd(-a, b, c).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MultiplyAddFix)), Shared]
public sealed class MultiplyAddFix() : ExpressionFix(Rules.RoundsTwice)
{
    private protected override Replacement? Fix(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        string function = Lane(diagnostic) + ".MultiplyAdd";
        string title = "Round once with " + function;
        switch (node)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression } sum:
                bool minus = sum.IsKind(SyntaxKind.SubtractExpression);
                if (Product(sum.Left) is { } left) return new(title, sum, Call(function, left.Left, left.Right, minus ? Negated(sum.Right) : sum.Right));
                return Product(sum.Right) is { } right ? new(title, sum, Call(function, minus ? Negated(right.Left) : right.Left, right.Right, sum.Left)) : null;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression or (int)SyntaxKind.SubtractAssignmentExpression } sum when Product(sum.Right) is { } product:
                var factor = sum.IsKind(SyntaxKind.SubtractAssignmentExpression) ? Negated(product.Left) : product.Left;
                return new(title, sum, SyntaxFactory.ParseExpression($"{sum.Left.WithoutTrivia()} = {Call(function, factor, product.Right, sum.Left)}"));
            default:
                return null;
        }
    }

    private static BinaryExpressionSyntax? Product(ExpressionSyntax expression) => Bare(expression) as BinaryExpressionSyntax is { RawKind: (int)SyntaxKind.MultiplyExpression } product ? product : null;
}
