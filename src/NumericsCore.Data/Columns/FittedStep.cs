using System.Text.Json;

namespace NumericsCore.Data;

/// <summary>A step with what it learnt.</summary>
internal abstract class FittedStep
{
    /// <summary>The step's name in files.</summary>
    public abstract string Kind { get; }

    /// <summary>For people.</summary>
    public abstract string Description { get; }

    /// <summary>Whether the results are of the size of 1, and so need no other scaling.</summary>
    public virtual bool IsScaling => false;

    /// <summary>The result for a finite number; not finite where there is none.</summary>
    public abstract double Apply(double value);

    /// <summary>Writes the step as an object.</summary>
    public void Save(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        SaveNumbers(json);
        json.WriteEndObject();
    }

    /// <summary>Reads a step.</summary>
    /// <exception cref="ModelFileException">There is no such step, or its numbers are not in their ranges.</exception>
    public static FittedStep Load(SettingsReader reader)
    {
        string kind = reader.ReadString("kind");
        FittedStep step = kind switch
        {
            _ when AffineStep.Names.Contains(kind) => AffineStep.LoadNumbers(kind, reader),
            LogStep.Plain => new LogStep(plusOne: false),
            LogStep.PlusOne => new LogStep(plusOne: true),
            PowerStep.Name => PowerStep.LoadNumbers(reader),
            ClipStep.Name => ClipStep.LoadNumbers(reader),
            QuantileStep.Name => new QuantileStep(reader.ReadDoubles("quantiles")),
            _ => throw reader.Broken($"there is no step {ModelFileException.Quote(kind)} in this version"),
        };
        reader.RequireAllRead();
        return step;
    }

    private protected abstract void SaveNumbers(Utf8JsonWriter json);
}
