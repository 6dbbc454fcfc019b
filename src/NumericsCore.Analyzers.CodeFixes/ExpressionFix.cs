using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace NumericsCore.Analyzers;

/// <summary>A fix that writes one piece of the source anew.</summary>
public abstract class ExpressionFix : CodeFixProvider
{
    private readonly string _id;

    private protected ExpressionFix(DiagnosticDescriptor rule) => _id = rule.Id;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [_id];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            // what is reported where a helper is called is not mended there
            if (diagnostic.AdditionalLocations.Count > 0 || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not { } node) continue;
            if (Fix(node, diagnostic, model) is not { } fix) continue;
            context.RegisterCodeFix(
                CodeAction.Create(fix.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(fix.Replaced(root))), _id),
                diagnostic);
        }
    }

    /// <summary>What is to be written instead of what; null if it is not obvious.</summary>
    private protected abstract Replacement? Fix(SyntaxNode node, Diagnostic diagnostic, SemanticModel model);

    /// <summary>The lane's type parameter, by its name in the source.</summary>
    private protected static string Lane(Diagnostic diagnostic) => diagnostic.Properties[KernelBody.LaneParameter]!;

    /// <summary>The call of a lane's function.</summary>
    private protected static ExpressionSyntax Call(string function, params ExpressionSyntax[] arguments) =>
        SyntaxFactory.ParseExpression($"{function}({string.Join(", ", arguments.Select(static argument => Bare(argument).WithoutTrivia().ToString()))})");

    /// <summary>The expression without parentheses around it.</summary>
    private protected static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized) expression = parenthesized.Expression;
        return expression;
    }

    /// <summary>The negation of an expression.</summary>
    private protected static ExpressionSyntax Negated(ExpressionSyntax expression)
    {
        expression = Bare(expression).WithoutTrivia();
        if (expression is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } negated) return Bare(negated.Operand);
        bool simple = expression is IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or LiteralExpressionSyntax;
        return SyntaxFactory.ParseExpression(simple ? $"-{expression}" : $"-({expression})");
    }

    /// <summary>New source in place of a node and of what follows it.</summary>
    private protected sealed class Replacement(string title, SyntaxNode old, SyntaxNode written, SyntaxNode? removed = null)
    {
        /// <summary>What the editor offers.</summary>
        public string Title => title;

        /// <summary>The whole source with it.</summary>
        public SyntaxNode Replaced(SyntaxNode root)
        {
            var added = written.WithTriviaFrom(old).WithAdditionalAnnotations(Formatter.Annotation);
            if (removed is null) return root.ReplaceNode(old, added);
            var tracked = root.TrackNodes(old, removed);
            tracked = tracked.ReplaceNode(tracked.GetCurrentNode(old)!, added);
            return tracked.RemoveNode(tracked.GetCurrentNode(removed)!, SyntaxRemoveOptions.KeepExteriorTrivia)!;
        }
    }
}
