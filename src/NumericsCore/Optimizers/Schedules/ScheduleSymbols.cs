namespace NumericsCore;

/// <summary>The letters that several schedules share.</summary>
internal static class ScheduleSymbols
{
    public static FormulaSymbol Rate { get; } = new("alpha_n", "αₙ", "\\alpha_n", "the learning rate after n steps or epochs");

    public static FormulaSymbol Momentum { get; } = new("mu_n", "μₙ", "\\mu_n", "the momentum after n steps or epochs, which is β₁ in Adam's family");

    public static FormulaSymbol Length { get; } = new("length", "N", "N", "how many steps or epochs the schedule takes");

    public static FormulaSymbol Gamma { get; } = new("gamma", "γ", "\\gamma", "what the learning rate is multiplied by");

    public static FormulaSymbol MinLearningRate { get; } = new("min_learning_rate", "η", "\\eta", "the learning rate that the schedule falls to");
}
