using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NumericsCore.Analyzers;

/// <summary>Which methods of the same source a method calls, and their bodies, each found once.</summary>
internal sealed class CallGraph(Compilation compilation, KnownTypes types)
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> _calls = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, Dictionary<IMethodSymbol, IMethodSymbol>> _reached = new(SymbolEqualityComparer.Default);

    /// <summary>The body of a method of the same source, or null.</summary>
    public IOperation? Body(IMethodSymbol method, CancellationToken cancellation)
    {
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)) return null;
        var syntax = (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (syntax is not (BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or LocalFunctionStatementSyntax)) return null;
        // the body is usually in another file than the one under analysis, whose model is at hand
#pragma warning disable RS1030
        return compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation);
#pragma warning restore RS1030
    }

    /// <summary>The methods that a call leads back to the method by, beginning with the one called; null if it does not.</summary>
    public IReadOnlyList<IMethodSymbol>? WayBack(IMethodSymbol method, IMethodSymbol called, CancellationToken cancellation)
    {
        if (SymbolEqualityComparer.Default.Equals(method, called)) return [];
        if (!_reached.GetOrAdd(called, one => Reached(one, cancellation)).TryGetValue(method, out var caller)) return null;
        var way = new List<IMethodSymbol>();
        for (; caller is not null; caller = SymbolEqualityComparer.Default.Equals(caller, called) ? null : _reached[called][caller]) way.Insert(0, caller);
        return way;
    }

    /// <summary>All methods that calls from one lead to, each with one that calls it.</summary>
    private Dictionary<IMethodSymbol, IMethodSymbol> Reached(IMethodSymbol from, CancellationToken cancellation)
    {
        var reached = new Dictionary<IMethodSymbol, IMethodSymbol>(SymbolEqualityComparer.Default);
        var waiting = new Queue<IMethodSymbol>([from]);
        while (waiting.Count > 0)
        {
            var caller = waiting.Dequeue();
            foreach (var next in Calls(caller, cancellation).Where(IsOfKernels))
            {
                if (reached.ContainsKey(next)) continue;
                reached.Add(next, caller);
                waiting.Enqueue(next);
            }
        }

        return reached;
    }

    // the code of the host that a formula calls by mistake can be all of a program
    private bool IsOfKernels(IMethodSymbol method) => method.MethodKind == MethodKind.LocalFunction || types.IsKernel(method);

    private ImmutableArray<IMethodSymbol> Calls(IMethodSymbol method, CancellationToken cancellation) => _calls.GetOrAdd(method, one => Body(one, cancellation) is not { } body
        ? []
        : [.. body.DescendantsAndSelf().Select(Target).OfType<IMethodSymbol>().Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)]);

    /// <summary>The method that an operation calls, as it is declared.</summary>
    public static IMethodSymbol? Target(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.OriginalDefinition,
        IPropertyReferenceOperation property => property.Property.OriginalDefinition.GetMethod,
        IObjectCreationOperation creation => creation.Constructor?.OriginalDefinition,
        IBinaryOperation binary => binary.OperatorMethod?.OriginalDefinition,
        IUnaryOperation unary => unary.OperatorMethod?.OriginalDefinition,
        IConversionOperation conversion => conversion.OperatorMethod?.OriginalDefinition,
        _ => null,
    };
}
