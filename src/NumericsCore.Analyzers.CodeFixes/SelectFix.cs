using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NumericsCore.Analyzers;

/// <summary>
/// Writes a choice by a comparison of lanes as a Select: a &lt; b ? c : d as TLane.SelectLess(a, b, c, d), and so if (a &lt; b) return c; return d; and
/// if (a &lt; b) x = c;. Numbers become lanes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SelectFix)), Shared]
public sealed class SelectFix() : ExpressionFix(Rules.BranchesOnLane)
{
    private protected override Replacement? Fix(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (node is not BinaryExpressionSyntax comparison) return null;
        string lane = Lane(diagnostic);
        var outer = Outermost(comparison);
        switch (outer.Parent)
        {
            case ConditionalExpressionSyntax choice when choice.Condition == outer:
                return Select(comparison, choice.WhenTrue, choice.WhenFalse) is { } select ? new(Title(select), choice, select) : null;
            case IfStatementSyntax choice when Only(choice.Statement) is ReturnStatementSyntax { Expression: { } ifTrue }:
                var other = choice.Else is { } otherwise ? Only(otherwise.Statement) : Following(choice);
                if (other is not ReturnStatementSyntax { Expression: { } ifFalse } || Select(comparison, ifTrue, ifFalse) is not { } returned) return null;
                return new(Title(returned), choice, SyntaxFactory.ParseStatement($"return {returned};"), choice.Else is null ? other : null);
            case IfStatementSyntax { Else: null } choice when Only(choice.Statement) is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment }:
                return Select(comparison, assignment.Right, assignment.Left) is { } assigned
                    ? new(Title(assigned), choice, SyntaxFactory.ParseStatement($"{assignment.Left.WithoutTrivia()} = {assigned};")) : null;
            default:
                return null;
        }

        ExpressionSyntax? Select(BinaryExpressionSyntax test, ExpressionSyntax ifTrue, ExpressionSyntax ifFalse)
        {
            ExpressionSyntax a = AsLane(test.Left), b = AsLane(test.Right), c = AsLane(ifTrue), d = AsLane(ifFalse);
            return test.Kind() switch
            {
                SyntaxKind.LessThanExpression => Call(lane + ".SelectLess", a, b, c, d),
                SyntaxKind.GreaterThanExpression => Call(lane + ".SelectLess", b, a, c, d),
                SyntaxKind.LessThanOrEqualExpression => Call(lane + ".SelectLessOrEqual", a, b, c, d),
                SyntaxKind.GreaterThanOrEqualExpression => Call(lane + ".SelectLessOrEqual", b, a, c, d),
                SyntaxKind.EqualsExpression => Call(lane + ".SelectEqual", a, b, c, d),
                // not equal with NaN, as in C#
                SyntaxKind.NotEqualsExpression => Call(lane + ".SelectEqual", a, b, d, c),
                _ => null,
            };
        }

        ExpressionSyntax AsLane(ExpressionSyntax expression) => model.GetConstantValue(expression).HasValue ? Call(lane + ".Of", expression) : expression;
    }

    private static string Title(ExpressionSyntax select) => "Choose with " + ((InvocationExpressionSyntax)select).Expression;

    private static ExpressionSyntax Outermost(ExpressionSyntax expression)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax parenthesized) expression = parenthesized;
        return expression;
    }

    private static StatementSyntax Only(StatementSyntax statement) => statement is BlockSyntax { Statements: { Count: 1 } statements } ? statements[0] : statement;

    private static StatementSyntax? Following(StatementSyntax statement)
    {
        if (statement.Parent is not BlockSyntax block) return null;
        int next = block.Statements.IndexOf(statement) + 1;
        return next < block.Statements.Count ? block.Statements[next] : null;
    }
}
