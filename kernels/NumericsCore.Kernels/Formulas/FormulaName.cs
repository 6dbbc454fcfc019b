using System.Reflection;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>What messages call a formula.</summary>
internal static class FormulaName
{
    /// <summary>The name of a type as C# writes it, without namespaces: Composed&lt;Exp, Gelu&gt;.</summary>
    public static string Of(Type type)
    {
        int mark = type.Name.IndexOf('`', StringComparison.Ordinal);
        return mark < 0 ? type.Name : $"{type.Name[..mark]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
    }

    /// <summary>Refuses a formula that no device could be handed by value.</summary>
    /// <exception cref="ArgumentException">The formula holds a reference.</exception>
    public static void RequireValues<TFormula>(string parameter) where TFormula : struct
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<TFormula>()) return;
        var field = typeof(TFormula).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).FirstOrDefault(static field => HoldsReference(field.FieldType));
        string found = field is null ? "one" : $"'{field.Name}' of type {Of(field.FieldType)}";
        throw new ArgumentException($"The formula {Of(typeof(TFormula))} holds a reference, {found}: a device gets a formula's fields by value. Hold numbers, each as a {nameof(FormulaValue)}.", parameter);
    }

    /// <summary>Refuses a formula that holds values where nobody says how they are written to files.</summary>
    /// <exception cref="ArgumentException">The formula holds values.</exception>
    public static void RequireNoValues<TFormula>(string parameter) where TFormula : struct
    {
        if (HoldsValues(typeof(TFormula)))
            throw new ArgumentException($"The formula {Of(typeof(TFormula))} holds values, which files would not have; say how they are written and read, by the arguments save and load.", parameter);
    }

    private static bool HoldsValues(Type type) =>
        !type.IsValueType || type.IsPrimitive || type.IsEnum || type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(static field => HoldsValues(field.FieldType));

    private static bool HoldsReference(Type type) =>
        !type.IsValueType || (!type.IsPrimitive && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(static field => HoldsReference(field.FieldType)));
}

/// <summary>A formula's name, made once.</summary>
internal static class FormulaName<TFormula> where TFormula : struct
{
    public static readonly string Value = FormulaName.Of(typeof(TFormula));
}
