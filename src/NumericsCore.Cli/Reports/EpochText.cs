using System.Globalization;

namespace NumericsCore.Cli.Reports;

/// <summary>An epoch as text.</summary>
internal static class EpochText
{
    /// <summary>"epoch  7/100", so that epochs stand below each other.</summary>
    public static string Count(FitContext context)
    {
        string all = context.Epochs.ToString(CultureInfo.InvariantCulture);
        return $"epoch {context.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(all.Length)}/{all}";
    }

    /// <summary>Loss and metrics, each with its name.</summary>
    public static string Values(EpochResult result) => string.Join("  ", result.Values().Select(static pair => $"{pair.Key} {Number(pair.Value)}"));

    /// <summary>How the training ended.</summary>
    public static string End(FitContext context) => FormattableString.Invariant(
        $"{context.History.Epochs.Count} epoch{(context.History.Epochs.Count == 1 ? "" : "s")}{(context.StopReason is { } reason ? $": {reason}" : "")}");

    /// <summary>Four decimals, or four digits where they would not show the number.</summary>
    public static string Number(double value) =>
        value.ToString(value == 0 || Math.Abs(value) is >= 0.001 and < 1e6 ? "F4" : "G4", CultureInfo.InvariantCulture);
}
