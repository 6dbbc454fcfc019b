using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NumericsCore.Analyzers;

/// <summary>What a device runs of a formula, looked through from the outside in: what is inside of something reported is not reported too.</summary>
internal sealed partial class KernelBody(KnownTypes types, CallGraph calls, IMethodSymbol method, Action<Diagnostic> report, CancellationToken cancellation)
{
    /// <summary>The property of a diagnostic that says what its fix writes.</summary>
    public const string Replacement = nameof(Replacement);

    /// <summary>The property of a diagnostic that names the type parameter of the lane.</summary>
    public const string LaneParameter = nameof(LaneParameter);

    // far more than a formula calls; code of the host that it calls by mistake may be much more
    private const int MaxHelpers = 64;

    private readonly IMethodSymbol _method = method;
    private readonly string _lane = method.TypeParameters.First(types.IsLane).Name;
    private readonly List<IMethodSymbol> _helpers = [];
    private readonly HashSet<IMethodSymbol> _seen = new(SymbolEqualityComparer.Default);
    private IMethodSymbol _function = method;
    private Location? _call;
    private int _reports;

    /// <summary>Reports what is wrong with an operation and all in it.</summary>
    public void Visit(IOperation? operation)
    {
        cancellation.ThrowIfCancellationRequested();
        // a default value stands in the called method, as the texts that compilers fill in
        if (operation is null or INameOfOperation or IAttributeOperation or IArgumentOperation { ArgumentKind: ArgumentKind.DefaultValue }) return;
        if (operation is ILocalFunctionOperation local)
        {
            var outer = _function;
            _function = local.Symbol.OriginalDefinition;
            VisitChildren(local);
            _function = outer;
            return;
        }

        if (IsRefused(operation) || operation.ConstantValue.HasValue || IsBranch(operation) || IsOutsideLane(operation)) return;
        CheckRounding(operation);
        CheckCall(operation);
        VisitChildren(operation);
    }

    private void VisitChildren(IOperation operation)
    {
        foreach (var child in operation.ChildOperations) Visit(child);
    }

    /// <summary>What no device takes; true if it was reported.</summary>
    private bool IsRefused(IOperation operation) => operation switch
    {
        IThrowOperation or ITryOperation or IUsingOperation or IUsingDeclarationOperation => Report(Rules.Throws, operation),
        IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: var type } } when IsException(type) => Report(Rules.Throws, operation),
        IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation or IAnonymousObjectCreationOperation or IAddressOfOperation { Type.TypeKind: TypeKind.FunctionPointer } => Report(Rules.Allocates, operation),
        IArrayCreationOperation array => Report(array.DimensionSizes.All(static size => size.ConstantValue.HasValue) ? Rules.UsesArray : Rules.Allocates, operation),
        { Type.SpecialType: SpecialType.System_String } => Report(Rules.UsesText, operation),
        IObjectCreationOperation { Type.IsReferenceType: true } or ICollectionExpressionOperation { Type.TypeKind: not (TypeKind.Array or TypeKind.Error) } => Report(Rules.Allocates, operation),
        { Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } => Report(Rules.Allocates, operation),
        IConversionOperation { Type.TypeKind: not TypeKind.Error } conversion when IsBoxing(conversion) => Report(Rules.Boxes, conversion.Operand, Name(conversion.Type!)),
        IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false, IsReadOnly: false } } => Report(Rules.UsesStaticState, operation),
        IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: not null } property } when IsAuto(property) => Report(Rules.UsesStaticState, operation),
        IParameterReferenceOperation or ILocalReferenceOperation when IsCaptured(operation) => Report(Rules.Captures, operation, _function.Name),
        ICollectionExpressionOperation { Type.TypeKind: TypeKind.Array } => Report(Rules.UsesArray, operation),
        // an array's creation is reported, and what is done with it then is not
        { Type.TypeKind: TypeKind.Array } and not (IInvocationOperation or IPropertyReferenceOperation or IFieldReferenceOperation) => false,
        // what is no expression of the source, as the implicit receiver of a class's member, is seen elsewhere
        IInstanceReferenceOperation or { IsImplicit: true } or { Type.TypeKind: TypeKind.Error } => false,
        { Type: { IsReferenceType: true } type } => Report(Rules.UsesReference, operation, Name(type)),
        _ => false,
    };

    private static bool IsException(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }) return true;
        return false;
    }

    /// <summary>Whether a local function reads a variable around it, which the compiler hands over in a struct that devices refuse.</summary>
    private bool IsCaptured(IOperation operation)
    {
        if (_function.MethodKind != MethodKind.LocalFunction || operation.ConstantValue.HasValue) return false;
        var owner = operation is ILocalReferenceOperation local ? local.Local.ContainingSymbol : ((IParameterReferenceOperation)operation).Parameter.ContainingSymbol;
        return owner is IMethodSymbol { MethodKind: not MethodKind.Constructor } && !SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, _function);
    }

    private static bool IsBoxing(IConversionOperation conversion) =>
        conversion is { Type.IsReferenceType: true, OperatorMethod: null, Operand.Type: { IsReferenceType: false, TypeKind: not (TypeKind.Error or TypeKind.Pointer) } };

    private static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private bool Report(DiagnosticDescriptor rule, IOperation operation, params string[] more) => Report(rule, operation, ImmutableDictionary<string, string?>.Empty, more);

    private bool Report(DiagnosticDescriptor rule, IOperation operation, ImmutableDictionary<string, string?> properties, params string[] more)
    {
        _reports++;
        var location = operation.Syntax.GetLocation();
        string shown = ShownSource.Of(operation.Syntax);
        if (_call is not null) shown += " in '" + _helpers[_helpers.Count - 1].Name + "'";
        properties = properties.Add(LaneParameter, _lane);
        report(Diagnostic.Create(rule, _call ?? location, _call is null ? [] : [location], properties, [shown, .. more]));
        return true;
    }

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
