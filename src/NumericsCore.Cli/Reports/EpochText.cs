using System.Globalization;

namespace NumericsCore.Cli.Reports;

/// <summary>An epoch as text.</summary>
internal static class EpochText
{
    /// <summary>" 7/100", so that epochs stand below each other.</summary>
    public static string Count(FitContext context, int epoch)
    {
        string all = context.Epochs.ToString(CultureInfo.InvariantCulture);
        return $"{epoch.ToString(CultureInfo.InvariantCulture).PadLeft(all.Length)}/{all}";
    }

    /// <summary>Loss and metrics, each with its name, then those of the validation.</summary>
    public static string Values(EpochResult result) => string.Join("  ", result.Values().Select(static pair => $"{pair.Key} {Number(pair.Value)}"));

    /// <summary>The same, shorter: each number with that of the validation behind it.</summary>
    public static string Pairs(EpochResult result)
    {
        var validation = result.Validation;
        string loss = Pair("loss", result.Training.Loss, validation?.Loss);
        return string.Join("  ", result.Training.Metrics.Select(metric => Pair(metric.Key, metric.Value, validation?.Metrics[metric.Key])).Prepend(loss));
    }

    /// <summary>How the training ended.</summary>
    public static string End(FitContext context) => FormattableString.Invariant(
        $"{context.History.Epochs.Count} epoch{(context.History.Epochs.Count == 1 ? "" : "s")}{(context.StopReason is { } reason ? $": {reason}" : "")}");

    /// <summary>Four decimals, or four digits where they would not show the number.</summary>
    public static string Number(double value) =>
        value.ToString(value == 0 || Math.Abs(value) is >= 0.001 and < 1e6 ? "F4" : "G4", CultureInfo.InvariantCulture);

    private static string Pair(string name, double value, double? validation) =>
        $"{name} {Number(value)}{(validation is { } held ? $" (val {Number(held)})" : "")}";
}
