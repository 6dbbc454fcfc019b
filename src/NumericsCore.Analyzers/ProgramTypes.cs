using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NumericsCore.Analyzers;

/// <summary>The library's types that the rules for programs know, in one compilation.</summary>
internal sealed class ProgramTypes
{
    private readonly INamedTypeSymbol _tensor;
    private readonly INamedTypeSymbol? _variable, _scope, _model, _loss;

    private ProgramTypes(Compilation compilation, INamedTypeSymbol tensor)
    {
        _tensor = tensor;
        _variable = compilation.GetTypeByMetadataName("NumericsCore.Variable");
        _scope = compilation.GetTypeByMetadataName("NumericsCore.GradientMode+Scope");
        _model = compilation.GetTypeByMetadataName("NumericsCore.Model");
        _loss = compilation.GetTypeByMetadataName("NumericsCore.Loss");
    }

    /// <summary>The types, or null where the library is not referenced.</summary>
    public static ProgramTypes? Of(Compilation compilation) => compilation.GetTypeByMetadataName("NumericsCore.Tensor") is { } tensor ? new(compilation, tensor) : null;

    /// <summary>Whether it is a tensor.</summary>
    public bool IsTensor(ITypeSymbol? type) => Derives(type, _tensor);

    /// <summary>Whether it is a tensor whose elements change, and which so is one thing whatever they are.</summary>
    public bool IsVariable(ITypeSymbol? type) => Derives(type, _variable);

    /// <summary>Whether it is a scope without gradients.</summary>
    public bool IsScope(ITypeSymbol? type) => _scope is not null && SymbolEqualityComparer.Default.Equals(type, _scope);

    /// <summary>Whether it is a model.</summary>
    public bool IsModel(ITypeSymbol? type) => Derives(type, _model);

    /// <summary>Whether it is a loss.</summary>
    public bool IsLoss(ITypeSymbol? type) => Derives(type, _loss);

    /// <summary>Whether it is the library's own type of that name.</summary>
    public bool IsOwn(ITypeSymbol? type, string name) => type?.Name == name && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _tensor.ContainingAssembly);

    /// <summary>The value without the conversions that nobody wrote.</summary>
    public static IOperation Bare(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true, OperatorMethod: null } or IParenthesizedOperation)
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        return value;
    }

    private static bool Derives(ITypeSymbol? type, INamedTypeSymbol? from)
    {
        for (; type is not null && from is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type, from)) return true;
        return false;
    }
}
