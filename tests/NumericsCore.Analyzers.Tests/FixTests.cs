using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace NumericsCore.Analyzers.Tests;

/// <summary>What the fixes write compiles and is reported no more.</summary>
public class FixTests
{
    private static readonly CodeFixProvider[] s_fixes = [new LaneFunctionFix(), new SelectFix(), new FormulaValueFix(), new MultiplyAddFix(), new EqualElementsFix(), new LogitsFix()];

    [Theory]
    [InlineData("return x * y + dy;", "return TLane.MultiplyAdd(x, y, dy);")]
    [InlineData("return dy + (x * y);", "return TLane.MultiplyAdd(x, y, dy);")]
    [InlineData("return x * y - dy;", "return TLane.MultiplyAdd(x, y, -dy);")]
    [InlineData("return dy - x * y;", "return TLane.MultiplyAdd(-x, y, dy);")]
    [InlineData("return dy - (x + y) * y;", "return TLane.MultiplyAdd(-(x + y), y, dy);")]
    [InlineData("return x * y - -dy;", "return TLane.MultiplyAdd(x, y, dy);")]
    [InlineData("return x * x + y * y;", "return TLane.MultiplyAdd(x, x, y * y);")]
    [InlineData("return x * y + dy + y * y;", "return TLane.MultiplyAdd(y, y, TLane.MultiplyAdd(x, y, dy));")]
    [InlineData("x += y * dy; return x;", "x = TLane.MultiplyAdd(y, dy, x); return x;")]
    [InlineData("x -= y * dy; return x;", "x = TLane.MultiplyAdd(-y, dy, x); return x;")]
    [InlineData("return Math.Exp(x);", "return Elementary.Exp(x);")]
    [InlineData("return MathF.Sqrt(x + y);", "return TLane.Sqrt(x + y);")]
    [InlineData("return Math.Pow(x, y);", "return Elementary.Power(x, y);")]
    [InlineData("return Math.Max(Math.Abs(x), y);", "return Elementary.Max(TLane.Abs(x), y);")]
    [InlineData("return Math.FusedMultiplyAdd(x, y, dy);", "return TLane.MultiplyAdd(x, y, dy);")]
    [InlineData("return Math.Round(x);", "return TLane.RoundToEven(x);")]
    [InlineData("return x * TLane.Of(Math.Sin(count));", "return x * Elementary.Sin(TLane.Of(count));")]
    [InlineData("return x * TLane.Of(Math.Exp(slope.Double));", "return x * Elementary.Exp(TLane.Of(slope));")]
    [InlineData("return x * TLane.Of(Math.Sqrt(0.25));", "return x * TLane.Of(0.5);")]
    [InlineData("return x * TLane.Of(slope.Double);", "return x * TLane.Of(slope);")]
    [InlineData("return x < y ? dy : x;", "return TLane.SelectLess(x, y, dy, x);")]
    [InlineData("return x > 0 ? x : 0;", "return TLane.SelectLess(TLane.Of(0), x, x, TLane.Of(0));")]
    [InlineData("return (x >= y) ? dy : x;", "return TLane.SelectLessOrEqual(y, x, dy, x);")]
    [InlineData("return x <= y ? dy : x;", "return TLane.SelectLessOrEqual(x, y, dy, x);")]
    [InlineData("return x == y ? dy : x;", "return TLane.SelectEqual(x, y, dy, x);")]
    [InlineData("return x != y ? dy : x;", "return TLane.SelectEqual(x, y, x, dy);")]
    [InlineData("return x < 0 ? -1 : x > 0 ? 1 : x;", "return TLane.SelectLess(x, TLane.Of(0), TLane.Of(-1), TLane.SelectLess(TLane.Of(0), x, TLane.Of(1), x));")]
    [InlineData("if (x < y) return dy; return x;", "return TLane.SelectLess(x, y, dy, x);")]
    [InlineData("if (x < y) { return dy; } else { return x; }", "return TLane.SelectLess(x, y, dy, x);")]
    [InlineData("if (x < y) x = dy; return x;", "x = TLane.SelectLess(x, y, dy, x); return x;")]
    public void A_fix_writes_what_the_rule_asks_for(string statements, string expected) => Writes(Sample.Of(statements), Sample.Of(expected));

    [Theory]
    [InlineData("return a == b;", "return a.Shape == b.Shape && a.ToDoubleArray().AsSpan().SequenceEqual(b.ToDoubleArray());")]
    [InlineData("return x.Rank == 1 && a.Equals(b);", "return x.Rank == 1 && (a.Shape == b.Shape && a.ToDoubleArray().AsSpan().SequenceEqual(b.ToDoubleArray()));")]
    [InlineData("return !Equals(a, p.Gradient!);", null)]
    [InlineData("return a + b == b;", null)]
    [InlineData("bool other = a != p.Gradient; return other;", "bool other = a.Shape != p.Gradient.Shape || !a.ToDoubleArray().AsSpan().SequenceEqual(p.Gradient.ToDoubleArray()); return other;")]
    [InlineData("new Sequential(new Dense(8), new Dense(3, Activation.Softmax)).Compile(new Adam(), new CategoricalCrossEntropy(fromLogits: true)); return true;", "new Sequential(new Dense(8), new Dense(3)).Compile(new Adam(), new CategoricalCrossEntropy(fromLogits: true)); return true;")]
    [InlineData("new Sequential(new Dense(1, Activation.Sigmoid, false)).Compile(new Adam(), new Hinge()); return true;", "new Sequential(new Dense(1, null, false)).Compile(new Adam(), new Hinge()); return true;")]
    [InlineData("new Sequential(new Dense(1, Activation.Sigmoid, useBias: false), new Flatten()).Compile(new Adam(), new Hinge()); return true;", "new Sequential(new Dense(1, useBias: false), new Flatten()).Compile(new Adam(), new Hinge()); return true;")]
    [InlineData("new Sequential(new Dense(1), new Sigmoid(), new Flatten()).Compile(new Adam(), new Hinge()); return true;", "new Sequential(new Dense(1), new Flatten()).Compile(new Adam(), new Hinge()); return true;")]
    [InlineData("new Sequential([new Dense(1), new Sigmoid()]).Compile(new Adam(), new Hinge()); return true;", "new Sequential([new Dense(1)]).Compile(new Adam(), new Hinge()); return true;")]
    [InlineData("new Sequential(new Layer[] { new Dense(1), new Sigmoid() }).Compile(new Adam(), new Hinge()); return true;", "new Sequential(new Layer[] { new Dense(1) }).Compile(new Adam(), new Hinge()); return true;")]
    [InlineData("new Sequential(new Softmax()).Compile(new Adam(), new KLDivergence(true)); return true;", null)]
    [InlineData("var last = new Sigmoid(); new Sequential(new Dense(1), last).Compile(new Adam(), new Hinge()); return true;", null)]
    public void A_fix_of_a_program_writes_what_the_rule_asks_for(string statements, string? expected)
    {
        var sample = Sample.Program(statements, "bool", model: false);
        if (expected is not null)
        {
            Writes(sample, Sample.Program(expected, "bool", model: false));
            return;
        }

        Assert.NotEmpty(sample.Diagnostics());
        Assert.Null(Offered(sample.Source));
    }

    [Theory]
    [InlineData("return TLane.Of(2 * slope.Double) * x;")]
    [InlineData("if (x < y) { x = dy; y = dy; } return x;")]
    [InlineData("while (x < y) x += y; return x;")]
    [InlineData("return TLane.Of(Math.Cbrt(count)) * x;")]
    [InlineData("return x * TLane.Of(Half());", "private static double Half() => Math.Sqrt(0.25);")]
    public void Where_it_is_not_obvious_no_fix_is_offered(string statements, string members = "")
    {
        string source = Sample.Of(statements, members).Source;
        Assert.NotEmpty(Analysis.Run(Analysis.Compile([Analysis.Tree(source)])));
        Assert.Null(Offered(source));
    }

    [Fact]
    public void Every_fix_is_for_a_rule()
    {
        var rules = Analysis.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static rule => rule.Id).ToHashSet();
        Assert.All(s_fixes, fix => Assert.All(fix.FixableDiagnosticIds, id => Assert.Contains(id, rules)));
        Assert.All(s_fixes, static fix => Assert.Same(WellKnownFixAllProviders.BatchFixer, fix.GetFixAllProvider()));
        Assert.Equal(typeof(SelectFix).Assembly.GetTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider))).Select(static type => type.Name).Order(), s_fixes.Select(static fix => fix.GetType().Name).Order());
    }

    private static void Writes(Sample sample, Sample expected)
    {
        string source = sample.Source;
        for (int step = 0; Offered(source) is { } action; step++)
        {
            Assert.InRange(step, 0, 9);
            source = Applied(action);
        }

        Assert.Equal(Words(expected.Source), Words(source));
        var compilation = Analysis.Compile([Analysis.Tree(source)]);
        Assert.Empty(compilation.GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error));
        Assert.Empty(Analysis.Run(compilation));
    }

    /// <summary>The first fix that is offered for the last diagnostic that has one; null if there is none.</summary>
    private static (CodeAction Action, Document Document)? Offered(string source)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.CurrentSolution.AddProject("Formulas", "Formulas", LanguageNames.CSharp).WithParseOptions(Analysis.Parse).WithCompilationOptions(Analysis.Options).WithMetadataReferences(Analysis.Compile([]).References);
        var document = project.AddDocument("Formula.cs", SourceText.From(source));
        foreach (var diagnostic in Analysis.Run(document.Project.GetCompilationAsync().GetAwaiter().GetResult()!).Reverse())
        {
            CodeAction? offered = null;
            foreach (var fix in s_fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
                fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, CancellationToken.None)).GetAwaiter().GetResult();
            if (offered is not null) return (offered, document);
        }

        return null;
    }

    private static string Applied((CodeAction Action, Document Document) offer)
    {
        var operation = offer.Action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult().OfType<ApplyChangesOperation>().Single();
        return operation.ChangedSolution.GetDocument(offer.Document.Id)!.GetTextAsync().GetAwaiter().GetResult().ToString();
    }

    private static string Words(string source) => string.Join(' ', source.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
