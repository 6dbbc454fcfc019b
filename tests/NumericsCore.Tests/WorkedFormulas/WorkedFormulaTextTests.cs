namespace NumericsCore.Tests.WorkedFormulas;

/// <summary>What a worked formula looks like.</summary>
public class WorkedFormulaTextTests
{
    [Fact]
    public void A_trace_prints_the_formula_and_a_row_for_each_value_of_a_step()
    {
        var trace = new Sgd(learningRate: 0.5, momentum: 0.5).Trace(Tensor.From([0.0, 1]), Worked.Repeat([0.5, 2], 2, ElementType.Float64));

        Assert.Equal("""
            Stochastic gradient descent with momentum
              g = ∇J(θ)
              b ← μb + g
              rate = α
              step = αb
              θ ← θ − αb
            with α = 0.5, μ = 0.5
            H. Robbins, S. Monro: A stochastic approximation method. 1951.
            B. T. Polyak: Some methods of speeding up the convergence of iteration methods. 1964.

            t  name  [0]     [1]
            1  g     0.5     2
            1  b     0.5     2
            1  rate  0.5     0.5
            1  step  0.25    1
            1  θ     -0.25   0
            2  g     0.5     2
            2  b     0.75    3
            2  rate  0.5     0.5
            2  step  0.375   1.5
            2  θ     -0.625  -1.5
            """.ReplaceLineEndings("\n"), trace.ToString());
    }

    [Fact]
    public void A_float32_trace_prints_the_shortest_float32_digits() =>
        Assert.Contains("1  θ     -0.1", new Sgd(learningRate: 1).Trace(Tensor.From([0f]), [Tensor.From([0.1f])]).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Hats_do_not_shift_the_columns()
    {
        string[] lines = new Adam().Trace(Tensor.From([0.0]), [Tensor.From([1.0])]).ToString().Split('\n');
        int Column(string name) => lines.Single(line => line.StartsWith($"1  {name} ", StringComparison.Ordinal)).Replace("\u0302", "", StringComparison.Ordinal).LastIndexOf("  ", StringComparison.Ordinal);
        Assert.Equal(Column("m"), Column("m̂"));
        Assert.Equal(Column("v"), Column("v̂"));
    }

    [Fact]
    public void Markdown_has_a_table_of_equal_columns()
    {
        string[] rows = new CategoricalCrossEntropy().Trace(Tensor.From([0.8, 0.2], [1, 2]), Tensor.From([0.0, 1], [1, 2])).ToMarkdownTable().Split('\n');
        Assert.Equal("| name | [0] | [1] |", rows[0]);
        Assert.Equal("| --- | --- | --- |", rows[1]);
        Assert.All(rows, row => Assert.Equal(4, row.Count(static c => c == '|')));
        Assert.Contains("| y | 0 | 1 |", rows);
        Assert.Contains("| L | 1.6094379124341003 |  |", rows);
    }

    [Fact]
    public void A_bar_in_a_cell_of_Markdown_is_escaped() =>
        Assert.Contains("| log(1 + e^−\\|x\\|) |", new BinaryCrossEntropy(fromLogits: true).Trace(Tensor.From([1.0]), Tensor.From([1.0])).ToMarkdownTable(), StringComparison.Ordinal);

    [Fact]
    public void A_matrix_in_latex_has_its_quotients_as_mathematics()
    {
        string text = ConfusionMatrix.FromCounts(new long[,] { { 2, 1 }, { 1, 2 } }, MatrixRows.Actual, ["first", "second"], 0).Trace().ToLatex();
        Assert.Contains("$\\mathrm{F1}$ & $2 \\cdot 2 / (2 \\cdot 2 + 1 + 1) = 4 / 6$ & $", text, StringComparison.Ordinal);
        Assert.Contains("$\\mathit{TP}$ &  & $2$", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_prints_each_quotient_with_its_counts()
    {
        string text = ConfusionMatrix.FromCounts(new long[,] { { 286, 14 }, { 9, 101 } }, MatrixRows.Actual, ["first", "second"], 0).Trace().ToMarkdown();
        Assert.Contains("precision = TP / (TP + FP)", text, StringComparison.Ordinal);
        Assert.Contains("| accuracy | (286 + 101) / 410 = 387 / 410 | 0.9439024390243902 |", text, StringComparison.Ordinal);
        Assert.Contains($"| precision | 286 / (286 + 9) = 286 / 295 | {286 / 295.0} |", text, StringComparison.Ordinal);
        Assert.Contains("| F1 | 2·286 / (2·286 + 9 + 14) = 572 / 595 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Latex_aligns_the_equations_and_writes_powers_of_ten()
    {
        string text = new Adam().Trace(Tensor.From([0.0]), [Tensor.From([1.0])]).ToLatex();
        Assert.StartsWith("\\begin{align*}\ng &= \\nabla J(\\theta) \\\\\nm &\\leftarrow \\beta_1 m", text, StringComparison.Ordinal);
        Assert.Contains("$\\varepsilon = 10^{-8}$", text, StringComparison.Ordinal);
        Assert.Contains("\n1 & $\\hat{m}$ & $", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, static c => c is 'θ' or 'α' or '←' or '√');
        Assert.Equal(text.Count(static c => c == '{'), text.Count(static c => c == '}'));
    }

    [Fact]
    public void Infinity_and_NaN_have_a_form_in_latex()
    {
        string text = new Sgd(learningRate: 1).Trace(Tensor.From([0.0, 0]), [Tensor.From([double.NaN, double.PositiveInfinity])]).ToLatex();
        Assert.Contains("$\\text{NaN}$ & $\\infty$", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_formula_without_steps_prints_itself_alone()
    {
        var adam = new Adam();
        Assert.Equal(adam.Formula.ToString(), adam.Trace(Tensor.From([0.0])).ToString());
    }
}
