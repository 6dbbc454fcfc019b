using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NumericsCore.Analyzers;

/// <summary>Scopes without gradients in which a method is left and gone on with, perhaps on another thread, for which the scope does not hold.</summary>
internal static class ScopeAcrossAwait
{
    public static void Check(IOperation operation, ProgramTypes types, Action<Diagnostic> report)
    {
        switch (operation)
        {
            case IUsingOperation { Body: { } body } scope when Opens(scope.Resources, types):
                Report([body]);
                break;
            case IUsingDeclarationOperation { DeclarationGroup: { } group } scope when Opens(group, types):
                Report(Following(scope));
                break;
            case IVariableDeclaratorOperation { Symbol: { } local } declarator when IsOpening(declarator.GetVariableInitializer()?.Value, types) && !IsOfUsing(declarator):
                if (Block(declarator) is not { } block) break;
                int begin = declarator.Syntax.Span.End, end = LastDispose(block, local);
                foreach (var left in Left(block.ChildOperations, types).Where(left => left.SourceSpan.Start > begin && left.SourceSpan.Start < end)) report(Diagnostic.Create(Rules.AwaitsInScope, left));
                break;
        }

        void Report(IEnumerable<IOperation> body)
        {
            foreach (var left in Left(body, types)) report(Diagnostic.Create(Rules.AwaitsInScope, left));
        }
    }

    /// <summary>Where the method is left, but not where a scope within, reported for itself, is open.</summary>
    private static IEnumerable<Location> Left(IEnumerable<IOperation> operations, ProgramTypes types)
    {
        foreach (var operation in operations)
        {
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation) continue;
            if (Itself(operation) is { } location) yield return location;
            foreach (var inner in Left(operation is IUsingOperation scope && Opens(scope.Resources, types) ? [scope.Resources] : operation.ChildOperations, types)) yield return inner;
            if (operation is IUsingDeclarationOperation { DeclarationGroup: { } group } && Opens(group, types)) yield break;
        }
    }

    private static Location? Itself(IOperation operation) => operation switch
    {
        IAwaitOperation => operation.Syntax.GetFirstToken().GetLocation(),
        IForEachLoopOperation { IsAsynchronous: true, Syntax: CommonForEachStatementSyntax loop } => loop.AwaitKeyword.GetLocation(),
        IUsingOperation { IsAsynchronous: true, Syntax: UsingStatementSyntax statement } => statement.AwaitKeyword.GetLocation(),
        IUsingDeclarationOperation { IsAsynchronous: true, Syntax: LocalDeclarationStatementSyntax statement } => statement.AwaitKeyword.GetLocation(),
        IReturnOperation { Kind: OperationKind.YieldReturn, Syntax: YieldStatementSyntax statement } => statement.YieldKeyword.GetLocation(),
        _ => null,
    };

    private static bool Opens(IOperation? resources, ProgramTypes types) => resources is IVariableDeclarationGroupOperation group
        ? group.Declarations.SelectMany(static one => one.Declarators).Any(declarator => IsOpening((declarator.GetVariableInitializer() ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value, types))
        : IsOpening(resources, types);

    private static bool IsOpening(IOperation? value, ProgramTypes types) => value is not null && types.IsScope(ProgramTypes.Bare(value).Type);

    private static bool IsOfUsing(IVariableDeclaratorOperation declarator)
    {
        IOperation? group = declarator;
        while (group is IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation) group = group.Parent;
        return group is IUsingOperation or IUsingDeclarationOperation;
    }

    private static IEnumerable<IOperation> Following(IOperation statement) =>
        statement.Parent is { } parent ? parent.ChildOperations.Where(other => other.Syntax.SpanStart > statement.Syntax.SpanStart) : [];

    private static IBlockOperation? Block(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            if (outer is IBlockOperation block) return block;
        return null;
    }

    /// <summary>Where a scope that no using statement ends is disposed last; 0 if nowhere in the block.</summary>
    private static int LastDispose(IBlockOperation block, ILocalSymbol scope) => block.Descendants()
        .OfType<IInvocationOperation>()
        .Where(call => call is { TargetMethod.Name: nameof(IDisposable.Dispose), Instance: ILocalReferenceOperation local } && SymbolEqualityComparer.Default.Equals(local.Local, scope))
        .Select(static call => call.Syntax.SpanStart)
        .DefaultIfEmpty(0)
        .Max();
}
