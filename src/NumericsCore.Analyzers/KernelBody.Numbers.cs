using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NumericsCore.Analyzers;

internal sealed partial class KernelBody
{
    /// <summary>A condition made of a lane's elements; true if it was reported. Most do not compile, and the compiler does not say what to write.</summary>
    private bool IsBranch(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: var kind } binary when Select(kind) is { } select && (types.IsLane(binary.LeftOperand.Type) || types.IsLane(binary.RightOperand.Type)) => ReportBranch(operation, select),
        IIsPatternOperation { Value.Type: var type } when types.IsLane(type) => ReportBranch(operation, "Select..."),
        IIsTypeOperation { ValueOperand.Type: var type } when types.IsLane(type) => ReportBranch(operation, "Select..."),
        ISwitchExpressionOperation { Value.Type: var type } when types.IsLane(type) => ReportBranch(((ISwitchExpressionOperation)operation).Value, "Select..."),
        ISwitchOperation { Value.Type: var type } when types.IsLane(type) => ReportBranch(((ISwitchOperation)operation).Value, "Select..."),
        IInvocationOperation { Instance.Type: var type, Type.SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 } when types.IsLane(type) => ReportBranch(operation, "SelectEqual"),
        _ => false,
    };

    private bool ReportBranch(IOperation operation, string select) => Report(Rules.BranchesOnLane, operation, _lane + "." + select);

    private static string? Select(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan => "SelectLess",
        BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual => "SelectLessOrEqual",
        BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals => "SelectEqual",
        _ => null,
    };

    /// <summary>Arithmetic of float or double, and functions of Math; true if it was reported.</summary>
    private bool IsOutsideLane(IOperation operation) => operation switch
    {
        IInvocationOperation or IInvalidOperation => IsMath(operation),
        IBinaryOperation { OperatorMethod: null } or IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, OperatorMethod: null } or ICompoundAssignmentOperation { OperatorMethod: null } or IIncrementOrDecrementOperation { OperatorMethod: null }
            when IsReal(operation.Type) => ReportOutsideLane(operation),
        IPropertyReferenceOperation { Property: { Name: "Double", ContainingType: var type } } when SymbolEqualityComparer.Default.Equals(type, types.FormulaValue) => ReportOutsideLane(operation),
        _ => false,
    };

    private bool ReportOutsideLane(IOperation operation) => Report(Rules.ComputesOutsideLane, operation, Name(operation.Type!));

    private static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;

    /// <summary>A sum or a difference with a product, both of lanes.</summary>
    private void CheckRounding(IOperation operation)
    {
        bool found = operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Type: var type } sum when types.IsLane(type) => IsProduct(sum.LeftOperand) || IsProduct(sum.RightOperand),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Type: var type } sum when types.IsLane(type) => IsProduct(sum.Value),
            _ => false,
        };
        if (found) Report(Rules.RoundsTwice, operation, _lane);
    }

    private static bool IsProduct(IOperation operation) => Unwrapped(operation) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply };

    private static IOperation Unwrapped(IOperation operation)
    {
        while (operation is IParenthesizedOperation or IConversionOperation { IsImplicit: true }) operation = operation.ChildOperations.First();
        return operation;
    }
}
