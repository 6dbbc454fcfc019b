namespace NumericsCore;

public sealed partial class Adagrad
{
    private static readonly FormulaSymbol s_sum = new("G", "G", "G", "the sum of the squared gradients");
    private static readonly FormulaSymbol s_first = new("G0", "G₀", "G_0", "the first G");
    private static readonly FormulaSymbol s_decay = new("decay", "decay", "\\mathrm{decay}", "how fast the rate falls");
    private static readonly FormulaSymbol s_alphaT = new("alpha_t", "αₜ", "\\alpha_t", "the rate of this step");

    private protected override string FormulaName => _keras ? "Adagrad, as in Keras" : "Adagrad";

    private protected override IEnumerable<string> FormulaSources =>
        ["J. Duchi, E. Hazan, Y. Singer: Adaptive subgradient methods for online learning and stochastic optimization. 2011."];

    private protected override IEnumerable<FormulaSetting> RuleSettings()
    {
        yield return new FormulaSetting(Symbols.Epsilon, Epsilon);
        yield return new FormulaSetting(s_first, InitialAccumulator);
        if (LearningRateDecay > 0) yield return new FormulaSetting(s_decay, LearningRateDecay);
    }

    private protected override IEnumerable<TracedLine> RuleLines()
    {
        yield return TracedLine.Slot(0, s_sum, "G ← G + g²", "G \\leftarrow G + g^2");
        var alpha = Symbols.Alpha;
        if (LearningRateDecay > 0)
        {
            alpha = s_alphaT;
            yield return TracedLine.Derived(s_alphaT, "αₜ = α / (1 + (t − 1)·decay)", "\\alpha_t = \\alpha / (1 + (t - 1) \\cdot \\mathrm{decay})", e => RateAt(e));
        }

        string denominator = _keras ? "√(G + ε)" : "(√G + ε)", latexDenominator = _keras ? "\\sqrt{G + \\varepsilon}" : "(\\sqrt{G} + \\varepsilon)";
        yield return TracedLine.Derived(Symbols.Rate, $"rate = {alpha.Text} / {denominator}", $"\\mathrm{{rate}} = {alpha.Latex} / {latexDenominator}", e => RateAt(e) / Denominator(e));
        yield return TracedLine.Derived(Symbols.Step, $"step = {alpha.Text}g / {denominator}", $"\\mathrm{{step}} = {alpha.Latex} g / {latexDenominator}", e => RateAt(e) * UsedGradient(e) / Denominator(e));
        yield return TracedLine.Theta($"θ ← θ − {alpha.Text}g / {denominator}", $"\\theta \\leftarrow \\theta - {alpha.Latex} g / {latexDenominator}");
    }

    private double RateAt(TracedElement e) => e.LearningRate / (1 + (e.Number - 1) * LearningRateDecay);

    private double Denominator(TracedElement e) => _keras ? Math.Sqrt(e[s_sum] + Epsilon) : Math.Sqrt(e[s_sum]) + Epsilon;
}
