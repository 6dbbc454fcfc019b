using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NumericsCore.Analyzers;

internal sealed partial class KernelBody
{
    private static readonly SymbolDisplayFormat s_qualified = SymbolDisplayFormat.CSharpErrorMessageFormat;

    /// <summary>Reports a call that leads back here, or to what is made for the host; looks through a helper without a lane, which is not analyzed by itself.</summary>
    private void CheckCall(IOperation operation)
    {
        if (CallGraph.Target(operation) is not { ContainingType: not null } target) return;
        bool isOfKernels = types.IsKernel(target) || target.MethodKind == MethodKind.LocalFunction;
        if (IsOnStack(target) || isOfKernels && calls.WayBack(_function, target, cancellation) is not null)
        {
            ReportRecursion(operation, target);
            return;
        }

        if (isOfKernels || types.IsOfLibrary(target)) return;
        if (calls.Body(target, cancellation) is { } body) VisitHelper(operation, target, body);
        else if (IsOfHost(target) && !AnyPartIsRefused(operation)) Report(Rules.CallsHost, operation);
    }

    private bool IsOnStack(IMethodSymbol target) => _helpers.Contains(target, SymbolEqualityComparer.Default);

    private void ReportRecursion(IOperation operation, IMethodSymbol target)
    {
        var way = calls.WayBack(_function, target, cancellation) ?? [];
        string through = way.Count == 0 ? "" : " through " + string.Join(", ", way.Select(static one => "'" + one.Name + "'"));
        Report(Rules.Recurses, operation, through);
    }

    private void VisitHelper(IOperation call, IMethodSymbol helper, IOperation body)
    {
        if (_seen.Count >= MaxHelpers || !_seen.Add(helper)) return;
        var (outerCall, outerFunction) = (_call, _function);
        _call ??= call.Syntax.GetLocation();
        _helpers.Add(helper);
        _function = helper;
        foreach (var child in body.ChildOperations) Visit(child);
        _helpers.RemoveAt(_helpers.Count - 1);
        (_call, _function) = (outerCall, outerFunction);
        // called in another place, it is reported there too
        if (_call is null) _seen.Clear();
    }

    /// <summary>Whether a method of another assembly knows nothing of lanes, and does not compute with integers, pairs or bits alone.</summary>
    private bool IsOfHost(IMethodSymbol target) =>
        !target.TypeParameters.Any(types.IsLane)
        && !types.Lane.Equals(target.ContainingType.OriginalDefinition, SymbolEqualityComparer.Default)
        && target.ContainingType.TypeKind != TypeKind.Interface
        && !target.ContainingType.IsTupleType
        && !(target.ContainingType.OriginalDefinition.ToDisplayString(s_qualified) is "System.Math" or "System.BitConverter" or "System.Numerics.BitOperations" or "System.Runtime.CompilerServices.Unsafe" or "System.Diagnostics.Debug" or "System.Span<T>" or "System.ReadOnlySpan<T>")
        && target.ContainingType.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Boolean)
        && target is not { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true };

    // a receiver or an argument that is a reference says more
    private bool AnyPartIsRefused(IOperation operation)
    {
        var probe = new KernelBody(types, calls, _method, static _ => { }, cancellation);
        probe.VisitChildren(operation);
        return probe._reports > 0;
    }

    /// <summary>A call of Math, also one that does not compile because its argument is a lane.</summary>
    private bool IsMath(IOperation operation)
    {
        var target = operation is IInvocationOperation call ? call.TargetMethod : Candidate(operation);
        if (target is not { IsStatic: true, MethodKind: MethodKind.Ordinary } || !IsMathType(target.ContainingType) || !target.Parameters.Any(static one => IsReal(one.Type))) return false;
        bool constant = operation is IInvocationOperation { Arguments: var arguments } && arguments.All(static argument => argument.Value.ConstantValue.HasValue);
        string? function = LaneFunction(target.Name, target.Parameters.Length);
        string advice = constant ? "write its value, which is a constant" : function is not null ? $"write {function}" : "compute it where the formula is made, or write it with lane functions";
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (function is not null && !constant) properties = properties.Add(Replacement, function);
        return Report(Rules.CallsMath, operation, properties, advice);
    }

    private static bool IsMathType(INamedTypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal }
        || type?.ToDisplayString(s_qualified) is "System.Math" or "System.MathF" or "System.Half";

    private static IMethodSymbol? Candidate(IOperation operation) =>
        operation is IInvalidOperation { Syntax: InvocationExpressionSyntax invocation } && operation.SemanticModel?.GetSymbolInfo(invocation) is { CandidateSymbols: { Length: > 0 } candidates }
            ? candidates.OfType<IMethodSymbol>().FirstOrDefault(static one => one.Parameters.Any(static parameter => IsReal(parameter.Type))) : null;

    /// <summary>The function of lanes that has the name, or the lane's own: Elementary.Exp, TLane.Sqrt; null if there is none.</summary>
    private string? LaneFunction(string name, int parameters)
    {
        name = name switch { "Pow" => "Power", "FusedMultiplyAdd" => "MultiplyAdd", "Round" => "RoundToEven", "LogP1" => "Log1p", "ExpM1" => "Expm1", _ => name };
        if (Has(types.Lane)) return _lane + "." + name;
        return types.Elementary is not null && Has(types.Elementary) ? "Elementary." + name : null;

        bool Has(INamedTypeSymbol type) => type.GetMembers(name).OfType<IMethodSymbol>().Any(one => one.IsStatic && one.DeclaredAccessibility == Accessibility.Public && one.Parameters.Length == parameters);
    }
}
