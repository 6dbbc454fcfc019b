using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text;

namespace NumericsCore.Tests.Culture;

/// <summary>The calls of an assembly whose result follows the current culture, read from its code: what a number looks like, how text is compared.</summary>
internal static class CultureCalls
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Dictionary<int, OpCode> s_codes = typeof(OpCodes).GetFields().Where(static field => field.FieldType == typeof(OpCode))
        .Select(static field => (OpCode)field.GetValue(null)!).ToDictionary(static code => (int)(ushort)code.Value);

    // a sign is all that a culture changes in a whole number without groups, and one that cannot be negative has none
    private static readonly HashSet<Type> s_numbers = [typeof(double), typeof(float), typeof(Half), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset)];

    /// <summary>One line a call: where, and what.</summary>
    public static IEnumerable<string> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared))
        let body = method.GetMethodBody()
        where body is not null && !IsUnused(method)
        from call in Of(method, body.GetILAsByteArray()!)
        select $"{type}.{method.Name}: {call}";

    // what the compiler writes for a record's text, where the record writes its own
    private static bool IsUnused(MethodBase method) =>
        method.Name == "PrintMembers" && method.DeclaringType!.GetMethod("ToString", Type.EmptyTypes)!.GetCustomAttribute<CompilerGeneratedAttribute>() is null;

    private static IEnumerable<string> Of(MethodBase method, byte[] code)
    {
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        bool plain = false;
        Type? constrained = null;
        for (int at = 0; at < code.Length;)
        {
            int value = code[at++];
            if (value == 0xFE) value = 0xFE00 | code[at++];
            var opcode = s_codes[value];
            int operand = at;
            at += opcode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
            if (opcode == OpCodes.Constrained) constrained = method.Module.ResolveType(BitConverter.ToInt32(code, operand), typeArguments, methodArguments);
            if (opcode.OperandType != OperandType.InlineMethod) continue;
            var called = method.Module.ResolveMethod(BitConverter.ToInt32(code, operand), typeArguments, methodArguments)!;
            if (IsHandler(called.DeclaringType) && called.IsConstructor) plain = !TakesCulture(called);
            else if (IsHandler(called.DeclaringType) && called.Name == "AppendFormatted" && plain && IsNumber(called.GetParameters()[0].ParameterType)) yield return $"a number in an interpolated string, {called.GetParameters()[0].ParameterType.Name}";
            else if (Follows(called, constrained)) yield return $"{called.DeclaringType!.Name}.{called.Name}({string.Join(", ", called.GetParameters().Select(static p => p.ParameterType.Name))}){(constrained is null ? "" : " of " + constrained.Name)}";
            constrained = null;
        }
    }

    private static bool Follows(MethodBase called, Type? constrained)
    {
        if (TakesCulture(called)) return false;
        Type declaring = called.DeclaringType!;
        Type[] parameters = [.. called.GetParameters().Select(static parameter => parameter.ParameterType)];
        return called.Name switch
        {
            "ToString" or "TryFormat" => IsNumber(constrained ?? declaring),
            "Parse" or "TryParse" => IsNumber(declaring),
            "Append" when declaring == typeof(StringBuilder) => IsNumber(parameters[0]),
            "Write" or "WriteLine" when typeof(TextWriter).IsAssignableFrom(declaring) || declaring == typeof(Console) => parameters is [var only] && IsNumber(only),
            "Format" or "AppendFormat" => declaring == typeof(string) || declaring == typeof(StringBuilder),
            "Join" => called.IsGenericMethod && IsNumber(called.GetGenericArguments()[0]),
            "ToUpper" or "ToLower" when declaring == typeof(string) || declaring == typeof(char) => true,
            "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf" or "Compare" or "CompareTo" when declaring == typeof(string) => parameters.Contains(typeof(string)) && !parameters.Contains(typeof(StringComparison)),
            "Order" or "OrderDescending" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" when declaring == typeof(Enumerable) =>
                called.GetGenericArguments()[^1] == typeof(string) && !parameters.Any(static p => p.Name.StartsWith("IComparer", StringComparison.Ordinal)),
            _ => false,
        };
    }

    private static bool TakesCulture(MethodBase called) => called.GetParameters().Any(static p => p.ParameterType == typeof(IFormatProvider) || p.ParameterType == typeof(CultureInfo));

    private static bool IsHandler(Type? type) => type == typeof(DefaultInterpolatedStringHandler) || type == typeof(StringBuilder.AppendInterpolatedStringHandler);

    private static bool IsNumber(Type type) => s_numbers.Contains(Nullable.GetUnderlyingType(type) ?? type);
}
