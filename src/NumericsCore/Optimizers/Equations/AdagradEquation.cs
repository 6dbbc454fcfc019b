namespace NumericsCore;

/// <summary>The equation of <see cref="Adagrad"/>.</summary>
internal sealed class AdagradEquation(Adagrad adagrad) : OptimizerEquation
{
    private static readonly FormulaSymbol s_sum = new("G", "G", "G", "the sum of the squared gradients");
    private static readonly FormulaSymbol s_first = new("G0", "G₀", "G_0", "the initial accumulator");
    private static readonly FormulaSymbol s_decay = new("decay", "decay", "\\mathrm{decay}", "the decay of the learning rate");
    private static readonly FormulaSymbol s_alphaT = new("alpha_t", "αₜ", "\\alpha_t", "the learning rate of this step");

    public override string Name => adagrad.IsKeras ? "Adagrad, as in Keras" : "Adagrad";

    public override IEnumerable<string> Sources =>
        ["J. Duchi, E. Hazan, Y. Singer: Adaptive subgradient methods for online learning and stochastic optimization. 2011."];

    public override IEnumerable<FormulaSetting> Settings()
    {
        yield return new FormulaSetting(Symbols.Epsilon, adagrad.Epsilon);
        yield return new FormulaSetting(s_first, adagrad.InitialAccumulatorValue);
        if (adagrad.LearningRateDecay > 0) yield return new FormulaSetting(s_decay, adagrad.LearningRateDecay);
    }

    public override IEnumerable<TracedLine> Lines()
    {
        yield return TracedLine.Slot(0, s_sum, "G ← G + g²", "G \\leftarrow G + g^2");
        var alpha = Symbols.Alpha;
        if (adagrad.LearningRateDecay > 0)
        {
            alpha = s_alphaT;
            yield return TracedLine.Derived(s_alphaT, "αₜ = α / (1 + (t − 1)·decay)", "\\alpha_t = \\alpha / (1 + (t - 1) \\cdot \\mathrm{decay})", e => RateAt(e));
        }

        string denominator = adagrad.IsKeras ? "√(G + ε)" : "(√G + ε)", latexDenominator = adagrad.IsKeras ? "\\sqrt{G + \\varepsilon}" : "(\\sqrt{G} + \\varepsilon)";
        yield return TracedLine.Derived(Symbols.Rate, $"rate = {alpha.Text} / {denominator}", $"\\mathrm{{rate}} = {alpha.Latex} / {latexDenominator}", e => RateAt(e) / Denominator(e));
        yield return TracedLine.Derived(Symbols.Step, $"step = {alpha.Text}g / {denominator}", $"\\mathrm{{step}} = {alpha.Latex} g / {latexDenominator}", e => RateAt(e) * adagrad.UsedGradient(e) / Denominator(e));
        yield return TracedLine.Theta($"θ ← θ − {alpha.Text}g / {denominator}", $"\\theta \\leftarrow \\theta - {alpha.Latex} g / {latexDenominator}");
    }

    private double RateAt(TracedElement e) => e.LearningRate / (1 + (e.Number - 1) * adagrad.LearningRateDecay);

    private double Denominator(TracedElement e) => adagrad.IsKeras ? Math.Sqrt(e[s_sum] + adagrad.Epsilon) : Math.Sqrt(e[s_sum]) + adagrad.Epsilon;
}
