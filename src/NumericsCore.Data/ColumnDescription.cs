namespace NumericsCore.Data;

/// <summary>What was understood of a column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Count">Rows.</param>
/// <param name="Missing">Cells without a value.</param>
/// <param name="Distinct">Different values; of numbers those that differ as numbers.</param>
/// <param name="Least">The least value, of dates in days since 1970-01-01; null for text, and where there is none.</param>
/// <param name="Mean">The mean of the values that are finite; null for text, and where there is none.</param>
/// <param name="Greatest">The greatest value; null for text, and where there is none.</param>
/// <param name="Example">The first cell that is not missing, as it was written; null where there is none.</param>
/// <param name="Fault">Why the column cannot be used; null if it can.</param>
public sealed record ColumnDescription(string Name, ColumnKind Kind, int Count, int Missing, int Distinct, double? Least, double? Mean, double? Greatest, string? Example, string? Fault)
{
    /// <summary>The column on one line.</summary>
    public override string ToString()
    {
        string range = "";
        if (Least is { } least && Greatest is { } greatest)
            range = Kind == ColumnKind.Date ? $", {DateForm.Written(least)} to {DateForm.Written(greatest)}" : FormattableString.Invariant($", {least} to {greatest}");
        string example = Example is null ? "" : $", such as {Quoted.One(Example)}";
        return FormattableString.Invariant($"{Quoted.One(Name)}: {Kind}, {Count} rows, {Missing} missing, {Distinct} distinct{range}{example}{(Fault is null ? "" : $"; {Fault}")}");
    }

    internal static ColumnDescription Of(Column column)
    {
        string? fault = column.Fault?.Problem;
        int missing = column.MissingCount;
        string? example = Enumerable.Range(0, column.Count).Where(row => !column.IsMissing(row)).Select(column.Text).FirstOrDefault();
        if (missing == column.Count) return new(column.Name, ColumnKind.Empty, column.Count, missing, 0, null, null, null, null, fault);
        if (column is TextColumn text && fault is null && DateForm.Of(text, null, out _) is { } form)
        {
            double[] days = [.. text.Values.ToArray().OfType<string>().Select(form.Days)];
            return new(column.Name, ColumnKind.Date, column.Count, missing, days.Distinct().Count(), days.Min(), MeanOf(days), days.Max(), example, fault);
        }

        if (column is not NumericColumn numbers)
            return new(column.Name, ColumnKind.Text, column.Count, missing, DistinctTexts(column), null, null, null, example, fault);

        double[] values = [.. numbers.Owned.Where(static value => !double.IsNaN(value))];
        var kind = bool.TryParse(example, out _) ? ColumnKind.Boolean : Array.TrueForAll(values, double.IsInteger) ? ColumnKind.Integer : ColumnKind.Number;
        return new(column.Name, kind, column.Count, missing, values.Distinct().Count(), values.Min(), MeanOf(values), values.Max(), example, fault);
    }

    private static int DistinctTexts(Column column) => Enumerable.Range(0, column.Count).Select(column.Text).Where(static text => text is not null).Distinct(StringComparer.Ordinal).Count();

    // divided before they are added: the sum of large numbers may be beyond float64 where their mean is not
    private static double? MeanOf(double[] values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0 ? null : finite.Sum(value => value / finite.Length);
    }
}
