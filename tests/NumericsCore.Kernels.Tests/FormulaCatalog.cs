namespace NumericsCore.Kernels.Tests;

/// <summary>Every formula of the assembly, found by reflection, so that a new one cannot lack a test.</summary>
internal static class FormulaCatalog
{
    // A formula nested in a driver is that driver's own, and tested with it. In the order of names: an assembly's own order is that of the files as the compiler got them.
    private static readonly Type[] s_structs =
        [.. typeof(IUnaryFormula).Assembly.GetTypes().Where(type => type is { IsValueType: true, IsNested: false }).OrderBy(static type => type.FullName, StringComparer.Ordinal)];

    public static Type[] UnaryOperations { get; } = [.. Concrete(typeof(IUnaryOperation))];

    public static Type[] BinaryOperations { get; } = [.. Concrete(typeof(IBinaryOperation))];

    /// <summary>Formulas of one to four arguments, reductions and epilogues; generic ones closed over every formula that fits.</summary>
    public static Type[] Formulas { get; } = [.. s_structs.Where(IsFormula).SelectMany(Close)];

    private static bool IsFormula(Type type) => type.GetInterfaces().Any(face =>
        face == typeof(IUnaryFormula) || face == typeof(IBinaryFormula) || face == typeof(ITernaryFormula) || face == typeof(IQuaternaryFormula)
        || face == typeof(IReduction) || face == typeof(IEpilogue));

    private static IEnumerable<Type> Concrete(Type face) =>
        s_structs.Where(type => !type.IsGenericTypeDefinition && type.IsAssignableTo(face));

    private static IEnumerable<Type> Close(Type formula)
    {
        if (!formula.IsGenericTypeDefinition)
            return [formula];
        Type[] parameters = formula.GetGenericArguments();
        Type[][] fitting = [.. parameters.Select(static parameter => s_structs
            .Where(type => !type.IsGenericTypeDefinition && IsFormula(type) && parameter.GetGenericParameterConstraints().All(type.IsAssignableTo)).ToArray())];
        Type[] closed = parameters.Length switch
        {
            1 => [.. fitting[0].Select(type => formula.MakeGenericType(type))],
            // every formula first and after another, not all pairs
            2 => [.. fitting[0].Select((type, i) => formula.MakeGenericType(type, fitting[1][(i + 3) % fitting[1].Length]))],
            _ => [],
        };
        return closed.Length > 0 ? closed : throw new NotSupportedException($"Nothing closes {formula}: teach {nameof(FormulaCatalog)} what its parameters are.");
    }
}
