namespace NumericsCore;

/// <summary>The letters that several formulas share.</summary>
internal static class Symbols
{
    public static FormulaSymbol Theta { get; } = new("theta", "θ", "\\theta", "the parameter after the step");

    public static FormulaSymbol Gradient { get; } = new("gradient", "g", "g", "the gradient");

    public static FormulaSymbol Rate { get; } = new("rate", "rate", "\\mathrm{rate}", "the effective learning rate: what the direction is multiplied by, element by element");

    public static FormulaSymbol Step { get; } = new("step", "step", "\\mathrm{step}", "what is taken from the parameter");

    public static FormulaSymbol Alpha { get; } = new("alpha", "α", "\\alpha", "the learning rate");

    public static FormulaSymbol Epsilon { get; } = new("epsilon", "ε", "\\varepsilon", "for numerical stability");

    public static FormulaSymbol Lambda { get; } = new("lambda", "λ", "\\lambda", "the weight decay");

    public static FormulaSymbol Rho { get; } = new("rho", "ρ", "\\rho", "the decay rate of the moving averages");

    public static FormulaSymbol Target { get; } = new("target", "y", "y", "the target");

    public static FormulaSymbol Prediction { get; } = new("prediction", "ŷ", "\\hat{y}", "the prediction");

    public static FormulaSymbol Term { get; } = new("term", "ℓ", "\\ell", "the unreduced loss");

    public static FormulaSymbol Loss { get; } = new("loss", "L", "L", "the loss of the batch");
}
