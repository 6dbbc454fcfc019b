using System.Globalization;

namespace NumericsCore;

/// <summary>What can be shown of an optimizer whose equation is not written out: the numbers of its rule, its state and θ after each step.</summary>
/// <param name="optimizer">The optimizer.</param>
/// <param name="numbers">The numbers that the rule holds at the first step, by name.</param>
internal sealed class StateEquation(Optimizer optimizer, IReadOnlyList<(string Name, double Value)> numbers) : OptimizerEquation
{
    public override string Name => optimizer.GetType().Name;

    public override IEnumerable<string> Sources => [];

    public override IEnumerable<FormulaSetting> Settings() =>
        numbers.Select(static number => new FormulaSetting(new(number.Name, number.Name, $"\\mathrm{{{number.Name.Replace("_", "\\_", StringComparison.Ordinal)}}}", "a number of the rule at the first step"), number.Value));

    public override IEnumerable<TracedLine> Lines()
    {
        for (int slot = 0; slot < optimizer.Slots; slot++)
        {
            string number = (slot + 1).ToString(CultureInfo.InvariantCulture), text = "s" + "₁₂₃"[slot];
            yield return TracedLine.Slot(slot, new("s" + number, text, "s_" + number, "a state value of the rule"), $"{text} ← rule(g, θ, s)", $"s_{number} \\leftarrow \\mathrm{{rule}}(g, \\theta, s)");
        }

        yield return TracedLine.Theta("θ ← rule(g, θ, s)", "\\theta \\leftarrow \\mathrm{rule}(g, \\theta, s)");
    }
}
