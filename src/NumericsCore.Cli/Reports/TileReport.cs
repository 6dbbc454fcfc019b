using System.Globalization;
using NumericsCore.Measurement;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>Prints what products take in each tile, and the rule that chooses best.</summary>
internal sealed class TileReport(TextWriter output)
{
    private readonly IAnsiConsole _console = TextConsole.Create(output);

    /// <summary>The times of a device, the loss of its rule, and the rule that its times suggest.</summary>
    public void Write(DeviceRecord record, TileSummary summary)
    {
        _console.Line("");
        _console.Line(FormattableString.Invariant($"{record.Name}: {record.Description}; {record.Units} compute units; times by {record.Clock}"));
        _console.WriteTable(["Size", "Tiles of 128", "of 64", "of 16", "Fastest", "Chosen", "Loss"], numbersFrom: 1, summary.Choices.Select(Row));
        foreach (var entry in record.Entries.Where(static entry => entry.Remark is not null)) _console.Line($"{entry.Kernel} {entry.SizeText}: {entry.Remark}");
        if (summary is not { InUse: { } inUse, Best: { } best }) return;
        _console.Line($"the rule in use, {inUse.Text}{(summary.IsMeasured ? "" : ", that of devices nobody measured")}, loses {Loss(inUse)} in the mean");
        _console.Line($"the best rule for these times loses {Loss(best)}: [\"{summary.Key}\"] = {best.Text}");
    }

    private static string[] Row(TileChoice choice) =>
    [
        choice.Times.Size.Text,
        Quantity.Seconds(choice.Times.Large),
        Quantity.Seconds(choice.Times.Medium),
        Quantity.Seconds(choice.Times.Small),
        Side(choice.Times.Best),
        Side(choice.Chosen),
        Quantity.Share(choice.Loss),
    ];

    private static string Loss(TileFit fit) => (fit.Loss - 1).ToString("P1", CultureInfo.InvariantCulture);

    private static string Side(int tile) => tile.ToString(CultureInfo.InvariantCulture);
}
