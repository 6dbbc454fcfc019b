namespace NumericsCore;

/// <summary>The equation of <see cref="Adadelta"/>.</summary>
internal sealed class AdadeltaEquation(Adadelta adadelta) : OptimizerEquation
{
    private const int ChangeSlot = 1;

    private static readonly FormulaSymbol s_squares = new("Eg2", "E[g²]", "E[g^2]", "the moving average of the squared gradients");
    private static readonly FormulaSymbol s_delta = new("delta", "Δ", "\\Delta", "the update of the parameter, before the learning rate");
    private static readonly FormulaSymbol s_changes = new("Edelta2", "E[Δ²]", "E[\\Delta^2]", "the moving average of the squared updates");

    public override string Name => "Adadelta";

    public override IEnumerable<string> Sources => ["M. D. Zeiler: ADADELTA: an adaptive learning rate method. 2012."];

    public override IEnumerable<FormulaSetting> Settings() => [new(Symbols.Rho, adadelta.Rho), new(Symbols.Epsilon, adadelta.Epsilon)];

    public override IEnumerable<TracedLine> Lines()
    {
        yield return TracedLine.Slot(0, s_squares, "E[g²] ← ρE[g²] + (1 − ρ)g²", "E[g^2] \\leftarrow \\rho E[g^2] + (1 - \\rho) g^2");
        yield return TracedLine.Derived(Symbols.Rate, "rate = α√(E[Δ²] + ε) / √(E[g²] + ε)", "\\mathrm{rate} = \\alpha \\sqrt{E[\\Delta^2] + \\varepsilon} / \\sqrt{E[g^2] + \\varepsilon}", e => e.LearningRate * Ratio(e));
        yield return TracedLine.Derived(s_delta, "Δ = −√(E[Δ²] + ε) / √(E[g²] + ε) · g", "\\Delta = -\\sqrt{E[\\Delta^2] + \\varepsilon} / \\sqrt{E[g^2] + \\varepsilon} \\cdot g", e => -Ratio(e) * adadelta.UsedGradient(e));
        yield return TracedLine.Slot(ChangeSlot, s_changes, "E[Δ²] ← ρE[Δ²] + (1 − ρ)Δ²", "E[\\Delta^2] \\leftarrow \\rho E[\\Delta^2] + (1 - \\rho) \\Delta^2");
        yield return TracedLine.Derived(Symbols.Step, "step = −αΔ", "\\mathrm{step} = -\\alpha \\Delta", static e => -e.LearningRate * e[s_delta]);
        yield return TracedLine.Theta("θ ← θ + αΔ", "\\theta \\leftarrow \\theta + \\alpha \\Delta");
    }

    /// <summary>The roots: of the changes before this step, over the gradients up to it.</summary>
    private double Ratio(TracedElement e) => Math.Sqrt(e.SlotBefore(ChangeSlot) + adadelta.Epsilon) / Math.Sqrt(e[s_squares] + adadelta.Epsilon);
}
