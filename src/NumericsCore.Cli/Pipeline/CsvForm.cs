using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What was found of how a table is written.</summary>
internal static class CsvForm
{
    /// <summary>Whether something was found that the options did not say, and that is not as in most files: commas, points, a header.</summary>
    public static bool IsFound(CsvOptions given, CsvOptions found) =>
        (given.Delimiter is null && !given.BlankRuns && found.Delimiter != ',') || (given.HasHeader is null && found.HasHeader == false)
        || (given.Decimal is null && found.Decimal == ',') || (given.Thousands is null && found.Thousands is not null);
}
