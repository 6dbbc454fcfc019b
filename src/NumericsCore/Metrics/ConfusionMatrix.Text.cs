using System.Globalization;
using System.Text;

namespace NumericsCore;

public sealed partial class ConfusionMatrix
{
    private const string RowTitle = "actual ";
    private const string ColumnTitle = "predicted";
    private const int MaxClassesShown = 40;
    private const int MaxCellsShown = 20;

    /// <summary>
    /// An aligned table, rows actual and columns predicted, with the positive class marked by an asterisk.
    /// Of more than 40 classes, how many samples are right and the 20 most frequent mistakes.
    /// Lines end in a line feed, the last one without.
    /// </summary>
    public override string ToString()
    {
        if (ClassCount > MaxClassesShown) return Summary();
        string[] labels = [.. ClassNames.Select((name, i) => PrintableText.Of(i == PositiveClass ? name + "*" : name))];
        int labelWidth = labels.Max(label => label.Length);
        int[] widths = [.. labels.Select((label, column) => 2 + Math.Max(label.Length, WidestCount(column)))];

        StringBuilder text = new();
        text.Append(' ', RowTitle.Length + labelWidth + 2).Append(ColumnTitle).Append('\n');
        text.Append(' ', RowTitle.Length + labelWidth);
        for (int column = 0; column < ClassCount; column++)
            text.Append(labels[column].PadLeft(widths[column]));
        for (int row = 0; row < ClassCount; row++)
        {
            text.Append('\n').Append((row == 0 ? RowTitle : "").PadRight(RowTitle.Length)).Append(labels[row].PadRight(labelWidth));
            for (int column = 0; column < ClassCount; column++)
                text.Append(CountText(row, column).PadLeft(widths[column]));
        }
        return text.Append("\n* positive class: ").Append(PrintableText.Of(ClassNames[PositiveClass])).ToString();
    }

    private string Summary()
    {
        var mistakes = _counts.Cells().Where(static cell => cell.Actual != cell.Predicted).ToList();
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{ClassCount} classes, {Total} samples, {CorrectCount} predicted as what they are");
        if (mistakes.Count > MaxCellsShown) text.Append(CultureInfo.InvariantCulture, $"; the {MaxCellsShown} most frequent of {mistakes.Count} kinds of mistake:");
        foreach (var (actual, predicted, count) in mistakes.OrderByDescending(static cell => cell.Count).Take(MaxCellsShown))
            text.Append(CultureInfo.InvariantCulture, $"\n{count} of {PrintableText.Of(ClassNames[actual])} as {PrintableText.Of(ClassNames[predicted])}");
        return text.ToString();
    }

    private int WidestCount(int column) => Enumerable.Range(0, ClassCount).Max(row => CountText(row, column).Length);

    private string CountText(int row, int column) => _counts[row, column].ToString(CultureInfo.InvariantCulture);
}
