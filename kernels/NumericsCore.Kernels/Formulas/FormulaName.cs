using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>What messages call a formula, and what is asked of its fields.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Fields)]
[UnconditionalSuppressMessage("Trimming", "IL2090", Justification = Fields)]
internal static class FormulaName
{
    // a trimmed program may find fewer: they are looked at to name what GPUs, which such programs seldom use, could not take
    private const string Fields = "The fields are only read to refuse a formula by the name of a field; its layout stays as it is.";

    /// <summary>The name of a type as C# writes it, without namespaces: Composed&lt;Exp, Gelu&gt;.</summary>
    public static string Of(Type type)
    {
        int mark = type.Name.IndexOf('`', StringComparison.Ordinal);
        return mark < 0 ? type.Name : $"{type.Name[..mark]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
    }

    /// <summary>Refuses a formula that no device could be handed by value.</summary>
    /// <exception cref="ArgumentException">The formula holds a reference, or a struct whose fields lie in memory as the runtime likes.</exception>
    public static void RequireValues<TFormula>(string parameter) where TFormula : struct
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<TFormula>())
        {
            // of a formula without fields there is nothing to look at
            if (Unsafe.SizeOf<TFormula>() > 1) RequireLayout<TFormula>(parameter);
            return;
        }

        var field = FieldsOf(typeof(TFormula)).FirstOrDefault(static field => HoldsReference(field.FieldType));
        string found = field is null ? "one" : $"'{field.Name}' of type {Of(field.FieldType)}";
        throw new ArgumentException($"The formula {Of(typeof(TFormula))} holds a reference, {found}: a device gets a formula's fields by value. Hold numbers, each as a {nameof(FormulaValue)}.", parameter);
    }

    /// <summary>Refuses a formula with a value that is NaN, where every result would be.</summary>
    /// <exception cref="ArgumentException">A value is NaN.</exception>
    public static void RequireNumbers<TFormula>(in TFormula formula, string parameter) where TFormula : struct
    {
        // most formulas hold no values, and programs start without looking at their fields
        if (Unsafe.SizeOf<TFormula>() == 1) return;
        foreach (var value in FieldValue.Of(formula))
            if (value.IsNaN) throw new ArgumentException($"The formula {Of(typeof(TFormula))} holds the {value.Path} NaN; expected a number.", parameter);
    }

    /// <summary>Refuses a formula that holds values where nobody says how they are written to files.</summary>
    /// <exception cref="ArgumentException">The formula holds values.</exception>
    public static void RequireNoValues<TFormula>(string parameter) where TFormula : struct
    {
        // where trimming has removed the fields' names, the size tells: a struct without fields has one byte
        if (HoldsValues(typeof(TFormula)) || Unsafe.SizeOf<TFormula>() > EmptyStructs(typeof(TFormula)))
            throw new ArgumentException($"The formula {Of(typeof(TFormula))} holds values, which files would not have; say how they are written and read, by the arguments save and load.", parameter);
    }

    private static void RequireLayout<TFormula>(string parameter) where TFormula : struct
    {
        if (FormulaName<TFormula>.Unordered is not { } field) return;
        throw new ArgumentException($"The formula {Of(typeof(TFormula))} holds '{field.Name}' of type {Of(field.FieldType)}, whose fields the runtime puts in an order of its own: a device would read other numbers. Hold the numbers themselves, or a struct of your own.", parameter);
    }

    /// <summary>The first field whose type has no order of its fields, as a tuple; null if there is none.</summary>
    public static FieldInfo? Unordered(Type type)
    {
        if (type.IsPrimitive) return null;
        var fields = FieldsOf(type);
        return fields.FirstOrDefault(static field => field.FieldType is { IsAutoLayout: true, IsValueType: true, IsPrimitive: false, IsEnum: false })
            ?? fields.Where(static field => field.FieldType.IsValueType).Select(static field => Unordered(field.FieldType)).FirstOrDefault(static field => field is not null);
    }

    private static FieldInfo[] FieldsOf(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    /// <summary>How many structs without fields a type is made of.</summary>
    private static int EmptyStructs(Type type) =>
        FieldsOf(type) is { Length: > 0 } fields ? fields.Sum(static field => EmptyStructs(field.FieldType)) : 1;

    private static bool HoldsValues(Type type) =>
        !type.IsValueType || type.IsPrimitive || FieldsOf(type).Any(static field => HoldsValues(field.FieldType));

    private static bool HoldsReference(Type type) =>
        !type.IsValueType || (!type.IsPrimitive && FieldsOf(type).Any(static field => HoldsReference(field.FieldType)));
}

/// <summary>What is asked of a formula's type again and again, found once.</summary>
internal static class FormulaName<TFormula> where TFormula : struct
{
    public static readonly string Value = FormulaName.Of(typeof(TFormula));

    /// <inheritdoc cref="FormulaName.Unordered"/>
    public static readonly FieldInfo? Unordered = FormulaName.Unordered(typeof(TFormula));
}
