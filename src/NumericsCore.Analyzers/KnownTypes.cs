using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NumericsCore.Analyzers;

/// <summary>The library's types that the rules know, in one compilation.</summary>
internal sealed class KnownTypes
{
    private static readonly string[] s_formulas =
        ["IUnaryFormula", "IBinaryFormula", "ITernaryFormula", "IQuaternaryFormula", "IEpilogue", "IReduction", "IUpdateRule"];

    // those whose struct is a parameter of a kernel; a reduction is a type argument and a rule lies in device memory
    private const int Parameters = 5;

    private readonly ImmutableArray<INamedTypeSymbol> _formulas, _parameters;
    private readonly INamedTypeSymbol? _wordLane;

    private KnownTypes(Compilation compilation, INamedTypeSymbol lane)
    {
        Lane = lane;
        _wordLane = Find(compilation, "IUInt32Lane`1");
        Elementary = Find(compilation, "Elementary");
        FormulaValue = Find(compilation, "FormulaValue");
        _formulas = [.. s_formulas.Select(name => Find(compilation, name)).OfType<INamedTypeSymbol>()];
        _parameters = [.. s_formulas.Take(Parameters).Select(name => Find(compilation, name)).OfType<INamedTypeSymbol>()];
    }

    /// <summary>The lane's interface.</summary>
    public INamedTypeSymbol Lane { get; }

    /// <summary>Functions of lanes.</summary>
    public INamedTypeSymbol? Elementary { get; }

    /// <summary>A number that a formula holds.</summary>
    public INamedTypeSymbol? FormulaValue { get; }

    /// <summary>The types, or null where the library is not referenced.</summary>
    public static KnownTypes? Of(Compilation compilation) => Find(compilation, "ILane`1") is { } lane ? new(compilation, lane) : null;

    /// <summary>Whether it is a formula, a reduction or an update rule.</summary>
    public bool IsFormula(INamedTypeSymbol? type) => Implements(type, _formulas);

    /// <summary>Whether a kernel has a parameter of its type.</summary>
    public bool IsKernelParameter(INamedTypeSymbol type) => Implements(type, _parameters);

    /// <summary>Whether it is the type parameter of a lane: a formula's own, not that of the library's loops.</summary>
    public bool IsLane(ITypeSymbol? type) => type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(constraint =>
        SymbolEqualityComparer.Default.Equals(constraint.OriginalDefinition, Lane) || SymbolEqualityComparer.Default.Equals(constraint.OriginalDefinition, _wordLane));

    /// <summary>
    /// Whether a device runs its body: it is generic over a lane, and a member of a formula or a static function of lanes. What else a
    /// formula's type has runs on the host.
    /// </summary>
    public bool IsKernel(IMethodSymbol method) =>
        method.TypeParameters.Any(IsLane)
        && (IsFormula(method.ContainingType) || IsLane(method.ReturnType) || method.Parameters.Any(parameter => IsLane(parameter.Type)));

    /// <summary>Whether the type is of the library.</summary>
    public bool IsOfLibrary(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, Lane.ContainingAssembly);

    private static bool Implements(INamedTypeSymbol? type, ImmutableArray<INamedTypeSymbol> interfaces) =>
        type is { TypeKind: TypeKind.Struct or TypeKind.Class } && type.AllInterfaces.Any(one => interfaces.Any(other => SymbolEqualityComparer.Default.Equals(one, other)));

    private static INamedTypeSymbol? Find(Compilation compilation, string name) => compilation.GetTypeByMetadataName("NumericsCore.Kernels." + name);
}
