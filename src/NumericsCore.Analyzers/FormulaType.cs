using Microsoft.CodeAnalysis;

namespace NumericsCore.Analyzers;

/// <summary>What a formula's struct may be and hold.</summary>
internal static class FormulaType
{
    // ILGPU's assembly made at run time, which holds the launchers of kernels
    private const string LauncherAssembly = "ILGPURuntime";

    /// <summary>Checks its accessibility and its fields, those of properties and of captured parameters among them.</summary>
    public static void Check(INamedTypeSymbol type, KnownTypes types, Action<Diagnostic> report)
    {
        if (type.TypeKind != TypeKind.Struct || !types.IsFormula(type)) return;
        if (types.IsKernelParameter(type) && !IsVisible(type) && !IsShownToLaunchers(type))
            report(Diagnostic.Create(Rules.NotPublic, type.Locations[0], type.Name));

        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic))
        {
            string? refused = Refused(field.Type);
            if (refused is null && Find(field.Type, static one => one.SpecialType is SpecialType.System_Double or SpecialType.System_Decimal, []) is null) continue;
            var location = (field.AssociatedSymbol ?? field).Locations.FirstOrDefault() ?? type.Locations[0];
            string shown = field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            report(refused is null ? Diagnostic.Create(Rules.HoldsWideNumber, location, Name(field), shown) : Diagnostic.Create(Rules.HoldsRefused, location, Name(field), shown, refused));
        }
    }

    /// <summary>What a field's type is or holds that a kernel cannot take; null if there is nothing.</summary>
    private static string? Refused(ITypeSymbol type)
    {
        if (Find(type, static one => one.IsReferenceType || one is IPointerTypeSymbol or IFunctionPointerTypeSymbol, []) is not null) return "a reference";
        // those of two sizes, and those whose fields the runtime lays out as it likes: a device reads others than the host wrote
        return Find(type, static one => one.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_DateTime || one.IsTupleType || one.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T, []) switch
        {
            null => null,
            { SpecialType: SpecialType.System_Boolean } => "a bool",
            { SpecialType: SpecialType.System_Char } => "a char",
            { IsTupleType: true } => "a tuple",
            { SpecialType: SpecialType.System_DateTime } => "a DateTime",
            _ => "a nullable value",
        };
    }

    // the field of a captured parameter of the primary constructor is called <name>P
    private static string Name(IFieldSymbol field)
    {
        string name = (field.AssociatedSymbol ?? field).Name;
        int end = name.IndexOf('>');
        return "'" + (name.StartsWith("<", StringComparison.Ordinal) && end > 0 ? name.Substring(1, end - 1) : name) + "'";
    }

    /// <summary>The first type that is asked for: the type itself, or that of a field in it.</summary>
    private static ITypeSymbol? Find(ITypeSymbol type, Func<ITypeSymbol, bool> asked, HashSet<ITypeSymbol> seen)
    {
        if (type.TypeKind == TypeKind.Error || !seen.Add(type)) return null;
        if (asked(type)) return type;
        // a number's own field is of its own type
        return type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None }
            ? type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic).Select(field => Find(field.Type, asked, seen)).FirstOrDefault(static found => found is not null) : null;
    }

    private static bool IsVisible(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? one = type; one is not null; one = one.ContainingType)
            if (one.DeclaredAccessibility != Accessibility.Public) return false;
        return true;
    }

    private static bool IsShownToLaunchers(INamedTypeSymbol type) => type.ContainingAssembly.GetAttributes().Any(static attribute =>
        attribute.AttributeClass?.Name == "InternalsVisibleToAttribute" && attribute.ConstructorArguments.Any(static argument => argument.Value is LauncherAssembly));
}
