using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NumericsCore.Analyzers;

/// <summary>Writes a call of Math as the function of lanes, Math.Exp(x) as Elementary.Exp(x) and TLane.Of(Math.Exp(n)) as Elementary.Exp(TLane.Of(n)), or as its value where that is a constant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LaneFunctionFix)), Shared]
public sealed class LaneFunctionFix() : ExpressionFix(Rules.CallsMath)
{
    private protected override Replacement? Fix(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || call.Span != diagnostic.Location.SourceSpan) return null;
        if (!diagnostic.Properties.TryGetValue(KernelBody.Replacement, out string? function) || function is null)
            return Value(call, model) is { } value ? new("Write its value", call, value) : null;
        string title = "Write " + function;
        ExpressionSyntax[] arguments = [.. call.ArgumentList.Arguments.Select(static argument => argument.Expression)];
        if (call.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 } lane } && lane.Expression.ToString() == Lane(diagnostic) + ".Of")
            return new(title, lane, Call(function, [.. arguments.Select(argument => Call(Lane(diagnostic) + ".Of", argument))]));
        return arguments.Any(argument => model.GetTypeInfo(argument).Type is ITypeParameterSymbol) ? new(title, call.Expression, SyntaxFactory.ParseExpression(function)) : null;
    }

    private static LiteralExpressionSyntax? Value(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ContainingType.Name: "Math" } method) return null;
        var constants = call.ArgumentList.Arguments.Select(argument => model.GetConstantValue(argument.Expression)).ToArray();
        if (!constants.All(static one => one.HasValue)) return null;
        var arguments = constants.Select(static one => one.Value).ToArray();
        if (method.Parameters.Any(static parameter => parameter.Type.SpecialType != SpecialType.System_Double) || method.Parameters.Length != arguments.Length) return null;
        var function = typeof(Math).GetMethod(method.Name, [.. arguments.Select(static _ => typeof(double))]);
        if (function?.Invoke(null, [.. arguments.Select(static one => Convert.ToDouble(one, CultureInfo.InvariantCulture))]) is not double value || double.IsNaN(value) || double.IsInfinity(value)) return null;
        return SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(value.ToString("R", CultureInfo.InvariantCulture), value));
    }
}
