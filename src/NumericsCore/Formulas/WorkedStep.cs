namespace NumericsCore;

/// <summary>What a line of a formula came to.</summary>
/// <param name="Symbol">What was computed.</param>
/// <param name="Values">Its elements in row-major order; one for a scalar. Exact values of the element type.</param>
/// <param name="Worked">The right side with the numbers put in, such as "286 / (286 + 9)", where that is a count of a few numbers; else null.</param>
public sealed record WorkedValue(FormulaSymbol Symbol, IReadOnlyList<double> Values, string? Worked = null);

/// <summary>The values of all lines of a formula at one step.</summary>
public sealed class WorkedStep
{
    internal WorkedStep(long number, IEnumerable<WorkedValue> values)
    {
        Number = number;
        Values = [.. values];
    }

    /// <summary>The step t, from 1.</summary>
    public long Number { get; }

    /// <summary>The values in the order of the formula.</summary>
    public IReadOnlyList<WorkedValue> Values { get; }

    /// <summary>The elements of one value.</summary>
    /// <param name="name">The <see cref="FormulaSymbol.Name"/>, such as "m_hat", or the <see cref="FormulaSymbol.Text"/>, such as "m̂".</param>
    /// <exception cref="KeyNotFoundException">The formula has no such value.</exception>
    public IReadOnlyList<double> this[string name]
    {
        get
        {
            foreach (var value in Values)
            {
                if (value.Symbol.Name == name || value.Symbol.Text == name) return value.Values;
            }

            throw new KeyNotFoundException($"There is no '{name}' in this formula; it has {string.Join(", ", Values.Select(static value => value.Symbol.Name))}.");
        }
    }

    /// <summary>The number of the step, and the names of its values.</summary>
    public override string ToString() => new RecordText(nameof(WorkedStep)).Add(nameof(Number), Number).Add(nameof(Values), $"[{string.Join(", ", Values.Select(static value => value.Symbol.Text))}]").ToString();
}
