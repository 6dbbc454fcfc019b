namespace NumericsCore.Tests.WorkedFormulas;

/// <summary>What the tests of the worked formulas share.</summary>
internal static class Worked
{
    private const double Float64Bound = 1e-12;

    // half a unit in the last place of 1
    private const double Float32Rounding = 1.0 / (1 << 24);

    /// <summary>
    /// The relative roundings of a float32 value after t steps. In a step, each of at most 3 rounded settings, 3 products and quotients
    /// and 2 sums that reach a value adds one; before the first step the gradient and the settings were rounded. All sums here are of
    /// numbers of one sign, or lose less than half of their size, so that no difference makes an error grow by more than 2.
    /// </summary>
    public static int Roundings(long steps) => 2 * (8 + 8 * (int)steps);

    public static Tensor Vector(double[] values, ElementType elementType, Device? device = null) => Tensor.From(values, Device.Cpu).To(elementType).To(device ?? Device.Cpu);

    public static IEnumerable<Tensor> Repeat(double[] gradient, int steps, ElementType elementType, Device? device = null) =>
        Enumerable.Repeat(Vector(gradient, elementType, device), steps);

    /// <summary>Text and LaTeX say the same equations: as many, each with a relation, LaTeX in ASCII letters and closed braces.</summary>
    public static void AssertWellFormed(FormulaDescription formula)
    {
        string latex = formula.ToLatex();
        string equations = latex[..latex.IndexOf("\\end{align*}", StringComparison.Ordinal)];
        Assert.Equal(formula.Lines.Count, equations.Count(static c => c == '&'));
        Assert.All(equations, static c => Assert.InRange(c, '\n', '~'));
        Assert.Equal(latex.Count(static c => c == '{'), latex.Count(static c => c == '}'));
        Assert.All(formula.Lines, static line => Assert.Equal(line.Text.Contains('←', StringComparison.Ordinal), line.Latex.Contains("\\leftarrow", StringComparison.Ordinal)));
        Assert.All(formula.Lines, static line => Assert.Contains(line.Text, static c => c is '=' or '←'));
    }

    public static void AssertClose(double[] expected, IReadOnlyList<double> actual, ElementType elementType, int roundings)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            double bound = Math.Abs(expected[i]) * (elementType == ElementType.Float64 ? Float64Bound : roundings * Float32Rounding);
            Assert.True(Math.Abs(actual[i] - expected[i]) <= bound, $"[{i}] is {actual[i]:R}; expected {expected[i]:R} within {bound:G3} in {elementType}.");
        }
    }
}
