using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NumericsCore.Analyzers;

/// <summary>Comparisons of two tensors that say whether they are one object. A variable or parameter is one, whatever its elements, and may be looked for so.</summary>
internal static class TensorComparison
{
    public static void Check(IOperation operation, ProgramTypes types, Action<Diagnostic> report)
    {
        var (left, right) = Compared(operation);
        if (left is null || right is null || !IsCompared(left) || !IsCompared(right)) return;
        report(Diagnostic.Create(Rules.ComparesTensors, operation.Syntax.GetLocation(), ShownSource.Of(operation.Syntax), left.Syntax.ToString(), right.Syntax.ToString()));

        bool IsCompared(IOperation side) => types.IsTensor(side.Type) && !types.IsVariable(side.Type);
    }

    private static (IOperation? Left, IOperation? Right) Compared(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } binary => (ProgramTypes.Bare(binary.LeftOperand), ProgramTypes.Bare(binary.RightOperand)),
        // not that of a class which overrides it
        IInvocationOperation { TargetMethod: { Name: nameof(Equals), ContainingType.SpecialType: SpecialType.System_Object } } call => call switch
        {
            { Instance: { } instance, Arguments.Length: 1 } => (ProgramTypes.Bare(instance), ProgramTypes.Bare(call.Arguments[0].Value)),
            { Instance: null, Arguments.Length: 2 } => (ProgramTypes.Bare(call.Arguments[0].Value), ProgramTypes.Bare(call.Arguments[1].Value)),
            _ => default,
        },
        _ => default,
    };
}
