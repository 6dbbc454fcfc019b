using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NumericsCore.Analyzers;

/// <summary>Leaves out the softmax or sigmoid that a model for a loss from logits ends with: the layer, or the activation of a dense one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogitsFix)), Shared]
public sealed class LogitsFix() : ExpressionFix(Rules.AppliesTwice)
{
    private const string Title = "Leave the activation out: the model gives logits";

    private protected override Replacement? Fix(SyntaxNode node, Diagnostic diagnostic, SemanticModel model) => node.Parent switch
    {
        ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: var arguments } list } argument when node is MemberAccessExpressionSyntax or IdentifierNameSyntax => arguments.Last() == argument || arguments[arguments.IndexOf(argument) + 1].NameColon is not null
            ? new(Title, list, list.WithArguments(arguments.Remove(argument)))
            // what follows keeps its place
            : new(Title, node, SyntaxFactory.ParseExpression("null")),
        // a model has a layer
        ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: > 1 } arguments } list } argument => new(Title, list, list.WithArguments(arguments.Remove(argument))),
        ExpressionElementSyntax { Parent: CollectionExpressionSyntax { Elements: { Count: > 1 } elements } list } element => new(Title, list, list.WithElements(elements.Remove(element))),
        InitializerExpressionSyntax { Expressions: { Count: > 1 } expressions } list => new(Title, list, list.WithExpressions(expressions.Remove((ExpressionSyntax)node))),
        _ => null,
    };
}
