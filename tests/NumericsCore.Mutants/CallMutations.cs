using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NumericsCore.Mutants;

/// <summary>What can be wrong with a call in a formula: a lost function, a wrong sign or factor of a fused multiply-add, a wrong choice.</summary>
internal static class CallMutations
{
    // methods of a tensor or sequence that a formula can lack
    private static readonly HashSet<string> s_steps =
        ["Sum", "Mean", "Sqrt", "Square", "Abs", "Exp", "Log", "Log1p", "Relu", "Sigmoid", "Softplus", "Softmax", "LogSoftmax", "Maximum", "Minimum", "Average"];

    // conversions, without which nothing compiles or everything is the same
    private static readonly HashSet<string> s_conversions = ["Of", "Broadcast", "nameof", "CreateChecked", "CreateTruncating"];

    public static IEnumerable<string> Of(InvocationExpressionSyntax call)
    {
        string[] arguments = [.. call.ArgumentList.Arguments.Select(static argument => argument.ToString())];
        string prefix = call.Expression is MemberAccessExpressionSyntax member ? member.Expression + "." : "";
        return (Name(call), arguments) switch
        {
            ("MultiplyAdd", [var a, var b, var c]) => MultiplyAdd(prefix, a, b, c),
            ("SelectLess" or "SelectLessOrEqual", [var a, var b, var x, var y]) => Select(call, prefix, a, b, x, y),
            ("SelectEqual", [var a, var b, var x, var y]) => [x, y],
            ("Max" or "Min", [var a, var b]) => [a, b],
            ("Pow", [var a, _]) => [a],
            ("Xor", [var a, var b, var c]) => [$"{prefix}Xor(TUInt32.Of(0), {b}, {c})", $"{prefix}Xor({a}, TUInt32.Of(0), {c})", $"{prefix}Xor({a}, {b}, TUInt32.Of(0))"],
            (var name, _) when s_steps.Contains(name) && call.Expression is MemberAccessExpressionSyntax step && IsValue(step.Expression) => [step.Expression.ToString()],
            (var name, [var x]) when !s_conversions.Contains(name) => [$"({x})"],
            _ => [],
        };
    }

    /// <summary>Whether a statement only checks arguments.</summary>
    public static bool IsCheck(ExpressionSyntax expression) => expression is InvocationExpressionSyntax call
        && (call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "ArgumentNullException" or "MetricChecks" } }
            || Name(call).StartsWith("Check", StringComparison.Ordinal) || Name(call).StartsWith("Require", StringComparison.Ordinal) || Name(call) == "NotNull");

    /// <summary>Whether a call hands its first argument on if it is valid.</summary>
    public static bool IsRequirement(InvocationExpressionSyntax call) => Name(call) == "Require";

    private static IEnumerable<string> MultiplyAdd(string prefix, string a, string b, string c)
    {
        // the finder drops a minus that is there
        if (!a.StartsWith('-')) yield return $"{prefix}MultiplyAdd(-({a}), {b}, {c})";

        // a step of Horner's scheme: each coefficient has a mutant of its own
        if (c.StartsWith("TLane.Of(", StringComparison.Ordinal)) yield break;
        yield return c;
        yield return $"(({a}) * ({b}))";
    }

    private static IEnumerable<string> Select(InvocationExpressionSyntax call, string prefix, string a, string b, string x, string y)
    {
        yield return x;
        yield return y;

        // where the branches are the numbers compared, the boundary decides between equal ones
        if ((a, b) != (x, y) && (a, b) != (y, x))
            yield return $"{prefix}{(Name(call) == "SelectLess" ? "SelectLessOrEqual" : "SelectLess")}({a}, {b}, {x}, {y})";
    }

    private static string Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    // Math.Sqrt(x) is a function of its argument, x.Sqrt() a step after x
    private static bool IsValue(ExpressionSyntax expression) => expression is not IdentifierNameSyntax { Identifier.Text: "Math" or "Elementary" or "TLane" };
}
