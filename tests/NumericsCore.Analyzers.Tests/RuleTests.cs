using Microsoft.CodeAnalysis;

namespace NumericsCore.Analyzers.Tests;

/// <summary>Each rule reports what it is for, where it stands, and nothing beside it.</summary>
public class RuleTests
{
    [Theory]
    [InlineData("NCF0001", "if (TLane.IsDouble) [|throw new InvalidOperationException(\"no\");|] return x;")]
    [InlineData("NCF0001", "return TLane.IsDouble ? [|throw new InvalidOperationException(\"no\")|] : x;")]
    [InlineData("NCF0001", "[|ArgumentOutOfRangeException.ThrowIfNegative(count)|]; return x;")]
    [InlineData("NCF0001", "[|try { return x; } finally { }|]")]
    [InlineData("NCF0001", "[|using (default(Scope)) { return x; }|]", "public struct Scope : IDisposable { public void Dispose() { } }")]
    [InlineData("NCF0002", "List<TLane> values = [|[x, x]|]; return x;")]
    [InlineData("NCF0002", "var values = [|new List<TLane>()|]; return x;")]
    [InlineData("NCF0002", "var pair = [|new { x, y }|]; return x;")]
    [InlineData("NCF0002", "Func<TLane, TLane> f = [|z => z * x|]; return x;")]
    [InlineData("NCF0002", "Func<TLane, TLane> f = [|Own|]; return x;", "private static TLane Own<TLane>(TLane x) where TLane : struct, ILane<TLane> => x;")]
    [InlineData("NCF0003", "var terms = [|new TLane[4]|]; return x;")]
    [InlineData("NCF0003", "TLane[] terms = [|[x, y]|]; return x;")]
    [InlineData("NCF0003", "return [|Sum(x, y)|];", "private static TLane Sum<TLane>(params TLane[] terms) where TLane : struct, ILane<TLane> => terms[0] + terms[1];")]
    [InlineData("NCF0002", "var terms = [|new TLane[count]|]; return terms[0];")]
    [InlineData("NCF0002", "Span<double> terms = [|stackalloc double[2]|]; return x;")]
    [InlineData("NCF0002", "ReadOnlySpan<float> terms = [|[1, 2]|]; return TLane.Of(terms[1]);")]
    [InlineData("NCF0002", "unsafe { delegate*<int, int> f = [|&Own|]; return f(count) > 0 ? x : y; }", "private static int Own(int n) => n;")]
    [InlineData("NCF0004", "object boxed = [|x|]; return y;")]
    [InlineData("NCF0004", "return Use([|slope|]) ? x : y;", "private static bool Use(object value) => true;")]
    [InlineData("NCF0004", "IComparable boxed = [|count|]; return y;")]
    [InlineData("NCF0005", "var text = [|\"x\"|]; return x;")]
    [InlineData("NCF0005", "var text = [|$\"{count}\"|]; return x;")]
    [InlineData("NCF0005", "var text = [|count.ToString()|]; return x;")]
    [InlineData("NCF0006", "[|Console.Out|].Flush(); return x;")]
    [InlineData("NCF0006", "return [|typeof(TLane)|].IsValueType ? x : y;")]
    [InlineData("NCF0006", "return [|s_names|].Count > 1 ? x : y;", "private static readonly List<int> s_names = [];")]
    [InlineData("NCF0006", "return TLane.Of([|s_terms|][count]);", "private static readonly double[] s_terms = [1, 2];")]
    [InlineData("NCF0006", "return TLane.Of([|Environment.GetCommandLineArgs()|].Length);")]
    [InlineData("NCF0006", "return [|x.GetType()|].IsValueType ? x : y;")]
    [InlineData("NCF0006", "lock ([|s_gate|]) { return x; }", "private static readonly object s_gate = new();")]
    [InlineData("NCF0007", "return TLane.Of([|Environment.TickCount|]);")]
    [InlineData("NCF0014", "decimal held = count; held = [|held * 2|]; return x;")]
    [InlineData("NCF0007", "[|GC.Collect()|]; return x;")]
    [InlineData("NCF0007", "return [|DateTime.Now|].Ticks > 1 ? x : y;")]
    [InlineData("NCF0008", "return TLane.Of([|Math.Exp(1)|]) * x;")]
    [InlineData("NCF0008", "return TLane.Of([|MathF.Sqrt(count)|]) * x;")]
    [InlineData("NCF0008", "return TLane.Of([|double.Exp2(count)|]) * x;")]
    [InlineData("NCF0008", "return [|Math.Exp(x)|] * y;")]
    [InlineData("NCF0008", "return [|MathF.Tanh(x * y)|];")]
    [InlineData("NCF0009", "return [|x > TLane.Of(0)|] ? x : y;")]
    [InlineData("NCF0009", "if ([|x <= y|]) return x; return y;")]
    [InlineData("NCF0009", "if ([|x == y|]) return x; return y;")]
    [InlineData("NCF0009", "while ([|x < y|]) x += y; return x;")]
    [InlineData("NCF0009", "return [|x.Equals(y)|] ? x : y;")]
    [InlineData("NCF0009", "return [|x > 0|] ? x : y;")]
    [InlineData("NCF0009", "return [|x is float|] ? x : y;")]
    [InlineData("NCF0009", "return [|x|] switch { _ => y };")]
    [InlineData("NCF0010", "return [|Pullback(x, y, dy)|];")]
    [InlineData("NCF0010", "return Down(x, count);", "private static TLane Down<TLane>(TLane x, int n) where TLane : struct, ILane<TLane> => n == 0 ? x : [|Down(x, n - 1)|];")]
    [InlineData("NCF0010", "return [|Even(x)|];", "private TLane Even<TLane>(TLane x) where TLane : struct, ILane<TLane> => [|Pullback(x, x, x)|];")]
    [InlineData("NCF0010", "return Down(x, count); TLane Down(TLane z, int n) => n == 0 ? z : [|Down(z, n - 1)|];")]
    [InlineData("NCF0010", "return [|Factorial(count)|] > 5 ? x : y;", "private static int Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);")]
    [InlineData("NCF0011", "[|s_calls|]++; return x;", "private static int s_calls;")]
    [InlineData("NCF0011", "return TLane.Of([|Rate|]) * x;", "public static FormulaValue Rate { get; set; }")]
    [InlineData("NCF0014", "return TLane.Of([|2 * slope.Double|]) * x;")]
    [InlineData("NCF0014", "return TLane.Of([|slope.Double|]) * x;")]
    [InlineData("NCF0014", "float step = 1; [|step *= count|]; return x;")]
    [InlineData("NCF0014", "double step = count; return TLane.Of([|-step|]);")]
    [InlineData("NCF0017", "return Twice(x); TLane Twice(TLane z) => z + [|y|];")]
    [InlineData("NCF0017", "TLane two = x + x; return Twice(x); TLane Twice(TLane z) { TLane own = z; return own + [|two|]; }")]
    [InlineData("NCF0015", "return [|x * y + dy|];")]
    [InlineData("NCF0015", "return [|dy - (x * y)|];")]
    [InlineData("NCF0015", "[|x -= y * dy|]; return x;")]
    [InlineData("NCF0015", "return [|[|x * y + dy|] + y * y|];")]
    public void What_a_formula_may_not_have_is_reported(string id, string statements, string members = "")
    {
        var sample = Sample.Of(statements, members);
        Assert.NotEmpty(sample.Marked);
        sample.Reports(id);
    }

    [Theory]
    [InlineData("return TLane.SelectLess(x, TLane.Of(0), TLane.MultiplyAdd(x, y, dy), Elementary.Exp(x));")]
    [InlineData("TLane sum = x; for (int i = 0; i < count; i++) sum += x; return sum;")]
    [InlineData("return TLane.IsDouble ? TLane.Of(1.5) : TLane.Of(2 * 0.75f);")]
    [InlineData("return x * TLane.Of(TLane.IsDouble ? 2 : 3);")]
    [InlineData("return TLane.Of(Half) * x;", "private const double Half = 1 / 2.0;")]
    [InlineData("return TLane.Of(s_half) * x;", "private static readonly double s_half = Math.Sqrt(0.25);")]
    [InlineData("(TLane a, TLane b) = (x, y); return Pair(a, b, out _);", "private static TLane Pair<TLane>(TLane a, TLane b, out TLane sum) where TLane : struct, ILane<TLane> { sum = a; return b; }")]
    [InlineData("return count switch { 0 => x, 1 or 2 => y, _ => dy };")]
    [InlineData("return Twice(Twice(x)); TLane Twice(TLane z) => z + z;")]
    [InlineData("const int Two = 2; return Twice(x); TLane Twice(TLane z) => z * TLane.Of(Two);")]
    [InlineData("return TLane.Of(BitConverter.Int32BitsToSingle(System.Numerics.BitOperations.PopCount((uint)Math.Max(count, 2)))) * x;")]
    [InlineData("System.Diagnostics.Debug.Assert(count >= 0); return x;")]
    [InlineData("return default;")]
    [InlineData("return x * TLane.Of(Steps(count));", "private static int Steps(int n) => n > 2 ? n : 2;")]
    [InlineData("return x;", "private static readonly List<string> s_names = [nameof(Formula)]; public static string Shown => string.Join(\",\", s_names); public override string ToString() => $\"{slope.Double * 2 + 1}\";")]
    [InlineData("return x;", "public static Formula Prepare(double rate, long t) { if (rate < 0) throw new ArgumentOutOfRangeException(nameof(rate)); return new(new(rate * Math.Pow(rate, t)), 1); }")]
    public void What_a_formula_may_have_is_not(string statements, string members = "")
    {
        var sample = Sample.Of(statements, members);
        Assert.Empty(sample.Compilation().GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error));
        Assert.Empty(sample.Diagnostics());
    }

    [Theory]
    [InlineData("NCF0012", "readonly struct F(FormulaValue a, double[] [|terms|]) : IUnaryFormula { public int Count => terms.Length;")]
    [InlineData("NCF0012", "readonly struct F : IUnaryFormula { private readonly string? [|_name|];")]
    [InlineData("NCF0012", "readonly struct F : IUnaryFormula { public Func<double, double>? [|Slope|] { get; init; }")]
    [InlineData("NCF0012", "readonly struct F : IUnaryFormula { public readonly Inner [|Held|]; public struct Inner { public object Value; }")]
    [InlineData("NCF0012", "record struct F(string [|Name|]) : IUnaryFormula {")]
    [InlineData("NCF0012", "readonly struct F(bool [|flag|]) : IUnaryFormula { public bool Flag => flag;")]
    [InlineData("NCF0012", "readonly struct F : IUnaryFormula { public readonly (int, float) [|Pair|];")]
    [InlineData("NCF0012", "readonly struct F : IUnaryFormula { public readonly int? [|Count|]; public readonly char [|Letter|]; public readonly DateTime [|Time|];")]
    [InlineData("NCF0013", "readonly struct F(double [|slope|]) : IUnaryFormula { public double Slope => slope;")]
    [InlineData("NCF0013", "readonly struct F : IUnaryFormula { public readonly Inner [|Pair|]; public struct Inner { public int Count; public double Value; }")]
    [InlineData("NCF0013", "readonly struct F : IUnaryFormula { public decimal [|Slope|] { get; }")]
    public void What_a_formula_may_not_hold_is_reported(string id, string declaration) => Holding("public " + declaration).Reports(id);

    [Theory]
    [InlineData("readonly struct F(double slope) : IUnaryFormula { private readonly FormulaValue _slope = new(slope); private readonly DecayRate _rate = new(slope); public double Slope => _slope.Double;")]
    [InlineData("readonly struct F<T>(T inner, int n, float f) : IUnaryFormula where T : struct, IUnaryFormula { public int N => n + (int)f; public T Inner => inner; public readonly DayOfWeek Day; public readonly byte Small; private static readonly object s_gate = new(); public const string Name = \"f\";")]
    [InlineData("readonly struct F(string name) : IUnaryFormula { public int Length { get; } = name.Length;")]
    public void What_a_formula_may_hold_is_not(string declaration)
    {
        var sample = Holding("public " + declaration);
        Assert.Empty(sample.Compilation().GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error));
        Assert.Empty(sample.Diagnostics());
    }

    [Theory]
    [InlineData("internal struct [|F|] : IUnaryFormula { public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x; }", true)]
    [InlineData("struct [|F|] : IEpilogue { public static bool UsesBias => false; public TLane Apply<TLane>(TLane x, TLane b) where TLane : struct, ILane<TLane> => x; }", true)]
    [InlineData("internal static class Around { public struct [|F|] : IUnaryFormula { public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x; } }", true)]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"ILGPURuntime\")] internal struct F : IUnaryFormula { public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x; }", false)]
    [InlineData("internal struct F : IReduction { public static double Identity => 0; public static TLane Combine<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a + b; }", false)]
    [InlineData("internal struct Rule : IUpdateRule { public static int Slots => 0; public void Update<TLane>(TLane g, ref TLane theta, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane> => theta -= g; }", false)]
    [InlineData("internal struct Other { }", false)]
    public void A_formula_that_launchers_do_not_see_is_reported(string source, bool reported)
    {
        var sample = new Sample("using NumericsCore.Kernels;\n" + source);
        Assert.Equal(reported, sample.Marked.Count > 0);
        sample.Reports("NCF0016");
    }

    [Fact]
    public void Functions_of_lanes_beside_formulas_are_checked_and_others_are_not() => new Sample("""
        using System;
        using NumericsCore.Kernels;

        public static class Functions
        {
            public static TLane Twice<TLane>(this TLane x) where TLane : struct, ILane<TLane> => x * TLane.Of([|Math.Sqrt(4)|]);
            public static double Twice(double x) => x * Math.Sqrt(4);
            public static double[] Values<T>(T x) where T : struct, IUnaryOperation => [x.Reference(1), Math.Sqrt(4)];
        }
        """).Reports("NCF0008");

    [Fact]
    public void A_helper_without_lanes_is_reported_where_a_formula_calls_it()
    {
        var sample = Sample.Of("return x * TLane.Of([|Half()|]) + TLane.Of([|Half()|]);", "private static double Half() => Inner(); private static double Inner() => Math.Sqrt(0.25);");
        var found = sample.Diagnostics().Where(static one => one.Id != "NCF0015").ToList();
        Assert.Equal(sample.Marked, found.Select(static one => one.Location.SourceSpan));
        Assert.All(found, one =>
        {
            Assert.Equal("NCF0008", one.Id);
            Assert.Equal("'Math.Sqrt(0.25)' in 'Inner' may give other bits on each device, where it is not refused: write its value, which is a constant", one.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal("Math.Sqrt(0.25)", sample.Source.Substring(one.AdditionalLocations[0].SourceSpan.Start, one.AdditionalLocations[0].SourceSpan.Length));
        });
    }

    [Fact]
    public void Update_rules_and_reductions_are_formulas() => new Sample("""
        using NumericsCore.Kernels;

        public struct Rule : IUpdateRule
        {
            public static int Slots => 0;
            public void Update<TLane>(TLane g, ref TLane theta, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane>
            {
                if ([|g < theta|]) theta = g;
            }
        }

        public struct Largest : IReduction
        {
            public static double Identity => double.NegativeInfinity;
            public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => [|accumulator < value|] ? value : accumulator;
        }
        """).Reports("NCF0009");

    [Fact]
    public void Without_the_library_there_is_nothing_to_report() =>
        Assert.Empty(Analysis.Run(Analysis.Compile([Analysis.Tree("struct S { static int s; int F<T>(T x) where T : struct { s++; throw new System.Exception(); } }")], static name => !name.StartsWith("NumericsCore", StringComparison.Ordinal))));

    private static Sample Holding(string declaration) => new($$"""
        using System;
        using NumericsCore.Kernels;

        {{declaration}}
            public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x;
        }
        """);
}
