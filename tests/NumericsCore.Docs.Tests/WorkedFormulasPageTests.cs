using System.Globalization;

namespace NumericsCore.Docs.Tests;

/// <summary>
/// The tables of the page on worked formulas are those of the library. With NUMERICSCORE_UPDATE_DOCS=1 in the environment they are
/// written to the page first.
/// </summary>
public class WorkedFormulasPageTests
{
    private const string Page = "docs/worked-formulas.md";

    private static readonly Dictionary<string, Func<string>> s_sections = new()
    {
        ["summary"] = Summary,
        ["cross-entropy"] = static () => CrossEntropy().ToMarkdown(),
        ["gradient-descent"] = static () => Descent().ToMarkdownTable(),
        ["adam-uncorrected"] = static () => Trace(new Adam(epsilon: 0.001, biasCorrection: false)).ToMarkdown(),
        ["adam-corrected"] = static () => Trace(new Adam(epsilon: 0.001)).ToMarkdown(),
        ["sgd"] = static () => Trace(new Sgd(convention: Convention.Paper)).ToMarkdown(),
        ["adagrad"] = static () => Trace(new Adagrad(convention: Convention.Paper)).ToMarkdown(),
        ["adadelta"] = static () => Trace(new Adadelta(convention: Convention.Paper)).ToMarkdown(),
        ["metrics-first"] = static () => Matrix(0).Trace().ToMarkdown(),
        ["metrics-second"] = static () => Matrix(1).Trace().ToMarkdownTable(),
    };

    public WorkedFormulasPageTests()
    {
        if (Environment.GetEnvironmentVariable("NUMERICSCORE_UPDATE_DOCS") == "1")
            File.WriteAllText(Repository.FullPath(Page), GeneratedSections.Replace(Read(), static name => s_sections[name]()));
    }

    [Fact]
    public void The_page_has_every_table_once() => Assert.Equal(s_sections.Keys.Order(), GeneratedSections.Names(Read()).Order());

    [Fact]
    public void The_tables_are_those_of_the_library() =>
        Assert.Equal(GeneratedSections.Replace(Read(), static name => s_sections[name]()), Read());

    [Fact]
    public void A_changed_digit_in_a_table_is_noticed()
    {
        string page = Read();
        int digit = page.IndexOf("1.6094379124341003 |", StringComparison.Ordinal);
        string changed = string.Concat(page.AsSpan(0, digit), "2", page.AsSpan(digit + 1));

        Assert.NotEqual(GeneratedSections.Replace(changed, static name => s_sections[name]()), changed);
    }

    private static string Read() => Repository.Read(Page).ReplaceLineEndings("\n");

    private static string Summary()
    {
        var plain = Trace(new Adam(epsilon: 0.001, biasCorrection: false)).Steps[0];
        var corrected = Trace(new Adam(epsilon: 0.001)).Steps[0];
        double nats = CrossEntropy()["loss"][0];
        ConfusionMatrix first = Matrix(0), second = Matrix(1);
        (string Formula, string Printed, string Right)[] rows =
        [
            ("H(y, ŷ) for y = [0, 1], ŷ = [0.8, 0.2]", "2.21: wrong", Invariant($"{nats:G10} nats, {nats / Math.Log(2):G10} bits")),
            ("gradient of ½(y − θx)² at (2, 3)", "3 − 4θ: wrong", Line(GradientAt(0), GradientAt(1))),
            ("ten steps of descent from θ = 0", "symbolic only", Invariant($"θ = {Descent()["theta"][0]:G10}")),
            ("Adam, m₁", "[0.1, 0.2]: wrong, it is m̂₁", Pair(plain, "m")),
            ("Adam, v₁", "[0.01, 0.04]: wrong, it is v̂₁", Pair(plain, "v")),
            ("Adam, θ₁ − θ₀", "about −α·[0.5, 1]: wrong", $"{Pair(plain, "theta")}; with bias correction {Pair(corrected, "theta")}"),
            ("accuracy", "0.8956: wrong", Scores(static matrix => matrix.Accuracy)),
            ("precision", "0.8857: wrong", Scores(static matrix => matrix.Precision)),
            ("recall", "0.9348: wrong", Scores(static matrix => matrix.Recall)),
            ("F1", "0.8746: wrong", Scores(static matrix => matrix.F1)),
        ];
        IEnumerable<string> lines = ["| formula | the introduction prints | right |", "| --- | --- | --- |", .. rows.Select(static row => $"| {row.Formula} | {row.Printed} | {row.Right} |")];
        return string.Join('\n', lines);

        string Scores(Func<ConfusionMatrix, double> score) =>
            score(first) == score(second) ? Invariant($"{score(first):F6}") : Invariant($"{score(first):F6} with the first class positive, {score(second):F6} with the second");
    }

    private static WorkedFormula CrossEntropy() =>
        new CategoricalCrossEntropy().Trace(Tensor.From([0.8, 0.2], [1, 2]), Tensor.From([0.0, 1], [1, 2]));

    private static Tensor HalfSquaredError(Tensor theta) => (3 - theta * 2).Square() * 0.5;

    private static OptimizerTrace Descent() => new Sgd(learningRate: 0.01).Trace(Tensor.From([0.0]), HalfSquaredError, steps: 10);

    private static double GradientAt(double at)
    {
        var theta = Tensor.From([at]).WithGradient();
        HalfSquaredError(theta).Backward();
        return theta.Gradient!.ToScalar();
    }

    private static OptimizerTrace Trace(Optimizer optimizer) =>
        optimizer.Trace(Tensor.From([0.0, 0.0]), Enumerable.Repeat(Tensor.From([0.1, 0.2]), 3));

    private static ConfusionMatrix Matrix(int positive) =>
        ConfusionMatrix.FromCounts(new long[,] { { 286, 14 }, { 9, 101 } }, MatrixRows.Actual, ["first", "second"], positive);

    private static string Pair(WorkedStep step, string name) => Invariant($"[{step[name][0]:G8}, {step[name][1]:G8}]");

    /// <summary>The line through two points, at 0 and at 1.</summary>
    private static string Line(double at0, double at1) => Invariant($"{at1 - at0}θ {(at0 < 0 ? "−" : "+")} {Math.Abs(at0)}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
