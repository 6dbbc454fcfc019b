using System.Globalization;
using System.Text.Json;

namespace NumericsCore.Data;

/// <summary>A column of numbers: what is missing is filled in, then steps are taken.</summary>
/// <param name="name">The column.</param>
/// <param name="fill">What takes the place of a missing value, and its name; null if a missing value is an error.</param>
/// <param name="indicator">Whether a column says where it did.</param>
/// <param name="steps">In order.</param>
internal sealed class FittedNumber(string name, (string Name, double Value)? fill, bool indicator, FittedStep[] steps) : FittedColumn(name)
{
    public const string Kind = "number";

    public override bool TakesText => false;

    public override IReadOnlyList<string> OutputNames { get; } = indicator ? [name, $"{name} missing"] : [name];

    public override bool IsOfAnySize => !steps.Any(static step => step.IsScaling);

    public override string Description
    {
        get
        {
            string filled = fill is var (kind, value) ? $"missing: {kind} {value.ToString("G6", CultureInfo.InvariantCulture)}{(indicator ? " with indicator" : "")}" : "";
            string[] parts = [.. filled.Length == 0 ? [] : (string[])[filled], .. steps.Select(static step => step.Description)];
            return parts.Length == 0 ? "number" : string.Join(", ", parts);
        }
    }

    /// <summary>Fits on the numbers of rows.</summary>
    public static FittedNumber Fit(NumericColumn column, ColumnSteps plan)
    {
        double[] there = [.. column.Values.ToArray().Where(static value => !double.IsNaN(value))];
        (string, double)? fill = plan.Impute is { } imputation ? (imputation.Name, imputation.NumberFor(there, column.Name)) : null;
        double[] values = [.. column.Values.ToArray().Where(value => fill is not null || !double.IsNaN(value)).Select(value => double.IsNaN(value) ? fill!.Value.Item2 : value)];
        var steps = new List<FittedStep>();
        foreach (var step in plan.Steps)
        {
            if (values.Length == 0) throw new TableException("every value of the rows to fit on is missing; leave the column out", column: column.Name, remedy: TableRemedy.LeaveOut);
            var fitted = step.Fit(values, column.Name);
            try
            {
                values = Array.ConvertAll(values, value => Applied(fitted, value));
            }
            catch (CellException e)
            {
                throw new TableException(e.Message, column: column.Name);
            }

            steps.Add(fitted);
        }

        return new(column.Name, fill, fill is not null && plan.Indicator && there.Length < column.Count, [.. steps]);
    }

    protected override CellOutcome WriteNumber(double value, Span<double> outputs)
    {
        bool missing = double.IsNaN(value);
        if (missing && fill is null) return CellOutcome.Missing;
        if (missing) value = fill!.Value.Value;
        foreach (var step in steps) value = Applied(step, value);
        outputs[0] = value;
        if (indicator) outputs[1] = missing ? 1 : 0;
        return CellOutcome.Known;
    }

    protected override CellOutcome WriteText(string? text, Span<double> outputs) => text is null
        ? WriteNumber(double.NaN, outputs)
        : throw new CellException($"{Quoted.One(text)} is text, but numbers were expected");

    public override void Save(Utf8JsonWriter json)
    {
        json.WriteString("kind", Kind);
        if (fill is var (kind, value))
        {
            json.WriteString("impute", kind);
            json.WriteNumber("fill", value);
            json.WriteBoolean("indicator", indicator);
        }

        if (steps.Length == 0) return;
        json.WriteStartArray("steps");
        foreach (var step in steps) step.Save(json);
        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="Save"/> has written.</summary>
    public static FittedNumber Load(string name, SettingsReader reader)
    {
        (string, double)? fill = reader.ReadStringOrNull("impute") is { } kind ? (kind, ReadFinite(reader, "fill")) : null;
        bool indicator = fill is not null && reader.ReadBoolean("indicator");
        FittedStep[] steps = reader.Has("steps") ? reader.ReadParts("steps", (json, place) => FittedStep.Load(reader.Nested(json, place))) : [];
        return new(name, fill, indicator, steps);
    }

    private static double Applied(FittedStep step, double value)
    {
        double result = step.Apply(value);
        return double.IsFinite(result)
            ? result
            : throw new CellException(FormattableString.Invariant($"the number {value} has no finite {step.Description}"));
    }
}
