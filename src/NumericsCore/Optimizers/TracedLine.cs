namespace NumericsCore;

/// <summary>A line of an optimizer's formula, and how its value is read once the step is made.</summary>
internal sealed record TracedLine(FormulaLine Line, Func<TracedStep, double[]> Read)
{
    /// <summary>A value that the optimizer keeps: read from its state.</summary>
    public static TracedLine Slot(int slot, FormulaSymbol symbol, string text, string latex) =>
        new(new FormulaLine(symbol, text, latex), step => step.Slots[slot]);

    /// <summary>The parameter: read from it.</summary>
    public static TracedLine Theta(string text, string latex) => new(new FormulaLine(Symbols.Theta, text, latex), static step => step.Theta);

    /// <summary>A value that the kernel computes and does not keep: computed from the kept ones, in float64.</summary>
    public static TracedLine Derived(FormulaSymbol symbol, string text, string latex, Func<TracedElement, double> derive) =>
        new(new FormulaLine(symbol, text, latex), step => step.Each(derive));
}

/// <summary>What there is to see of a step that was made.</summary>
internal sealed class TracedStep
{
    private readonly Dictionary<string, double[]> _values = [];

    public required long Number { get; init; }

    public required double LearningRate { get; init; }

    public required double? Momentum { get; init; }

    public required ElementType ElementType { get; init; }

    /// <summary>The gradient as it was given.</summary>
    public required double[] Gradient { get; init; }

    /// <summary>The gradient as the update kernel got it, after clipping.</summary>
    public required double[] ClippedGradient { get; init; }

    public required double[] ThetaBefore { get; init; }

    public required double[] Theta { get; init; }

    public required double[][] SlotsBefore { get; init; }

    public required double[][] Slots { get; init; }

    public double this[string name, int index] => _values[name][index];

    /// <summary>Reads the lines in order; a line may use those above it.</summary>
    public WorkedStep Read(IEnumerable<TracedLine> lines)
    {
        var values = new List<WorkedValue>();
        foreach (var line in lines)
        {
            double[] read = line.Read(this);
            _values[line.Line.Symbol.Name] = read;
            values.Add(new WorkedValue(line.Line.Symbol, read));
        }

        return new WorkedStep(Number, values);
    }

    public double[] Each(Func<TracedElement, double> derive)
    {
        var values = new double[Theta.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double value = derive(new TracedElement(this, i));
            values[i] = ElementType == ElementType.Float32 ? (float)value : value;
        }

        return values;
    }
}

/// <summary>One element of a step.</summary>
internal readonly struct TracedElement(TracedStep step, int index)
{
    /// <summary>t.</summary>
    public double Number => step.Number;

    /// <summary>Whether the parameter is float32.</summary>
    public bool IsSingle => step.ElementType == ElementType.Float32;

    /// <summary>α of this step.</summary>
    public double LearningRate => step.LearningRate;

    /// <summary>μ or β₁ of this step, of an optimizer that has one.</summary>
    public double Momentum => step.Momentum!.Value;

    /// <summary>The gradient as it was given.</summary>
    public double Gradient => step.Gradient[index];

    /// <summary>The gradient as the update kernel got it.</summary>
    public double ClippedGradient => step.ClippedGradient[index];

    /// <summary>The parameter that the step started from.</summary>
    public double ThetaBefore => step.ThetaBefore[index];

    /// <summary>The value of a line above.</summary>
    public double this[FormulaSymbol symbol] => step[symbol.Name, index];

    /// <summary>What a state slot held before the step.</summary>
    public double SlotBefore(int slot) => step.SlotsBefore[slot][index];
}
