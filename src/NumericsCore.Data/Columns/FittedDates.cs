using System.Text.Json;

namespace NumericsCore.Data;

/// <summary>A column of dates: what is missing is filled in, then a date becomes elapsed days, or its parts.</summary>
internal sealed class FittedDates : FittedColumn
{
    public const string Kind = "date";

    private const string Days = "a finite number of days";
    private const int Digits = 12;

    private readonly DateForm _form;
    private readonly DateEncoding _encoding;
    private readonly double _origin;
    private readonly bool _hours;
    private readonly (string Name, double Value)? _fill;
    private readonly bool _indicator;

    private FittedDates(string name, DateForm form, DateEncoding encoding, double origin, bool hours, (string, double)? fill, bool indicator) : base(name)
    {
        (_form, _encoding, _origin, _hours, _fill, _indicator) = (form, encoding, origin, hours, fill, indicator);
        string[] circles = hours ? ["month", "weekday", "hour"] : ["month", "weekday"];
        string[] made = encoding switch
        {
            DateEncoding.Elapsed => [name],
            DateEncoding.Parts => [$"{name} year", .. circles.Select(part => $"{name} {part}")],
            _ => [$"{name} year", .. circles.SelectMany(part => (string[])[$"{name} {part} sin", $"{name} {part} cos"])],
        };
        OutputNames = indicator ? [.. made, $"{name} missing"] : made;
    }

    public override bool TakesText => true;

    public override IReadOnlyList<string> OutputNames { get; }

    public override bool IsOfAnySize => true;

    public override string Description
    {
        get
        {
            string filled = _fill is var (kind, value) ? $"missing: {kind} {DateForm.Written(value)}{(_indicator ? " with indicator" : "")}, " : "";
            string order = _form.Order == DateOrder.YearMonthDay ? "" : $" ({DateForm.WordOf(_form.Order)})";
            string parts = _hours ? "month, weekday and hour" : "month and weekday";
            return $"{filled}dates{order}: " + _encoding switch
            {
                DateEncoding.Elapsed => $"days since {DateForm.Written(_origin)}",
                DateEncoding.Parts => $"year, {parts}",
                _ => $"year, sine and cosine of {parts}",
            };
        }
    }

    public override bool IsOfAnySizeAt(int output) => output == 0 || (_encoding == DateEncoding.Parts && output < OutputNames.Count - (_indicator ? 1 : 0));

    /// <summary>Fits on the dates of rows.</summary>
    /// <exception cref="TableException">There is none to fill in from, or the constant is none.</exception>
    public static FittedDates Fit(TextColumn column, DateForm form, ColumnSteps plan)
    {
        double[] there = [.. column.Values.ToArray().OfType<string>().Select(form.Days)];
        (string, double)? fill = plan.Impute is { } imputation ? (imputation.Name, imputation.DateFor(there, form, column.Name)) : null;
        var encoding = plan.Dates ?? DateEncoding.Elapsed;
        bool hours = encoding != DateEncoding.Elapsed && there.Any(static days => days != Math.Floor(days));
        return new(column.Name, form, encoding, there.Min(), hours, fill, fill is not null && plan.Indicator && there.Length < column.Count);
    }

    protected override CellOutcome WriteNumber(double value, Span<double> outputs) => double.IsNaN(value)
        ? WriteText(null, outputs)
        : throw new CellException(FormattableString.Invariant($"the number {value} is no date such as '{_form.Example}'"));

    protected override CellOutcome WriteText(string? text, Span<double> outputs)
    {
        if (text is null && _fill is null) return CellOutcome.Missing;
        double days = text is null ? _fill!.Value.Value : _form.Days(text);
        if (_indicator) outputs[^1] = text is null ? 1 : 0;
        if (_encoding == DateEncoding.Elapsed)
        {
            outputs[0] = days - _origin;
            return CellOutcome.Known;
        }

        var date = DateForm.DateOf(days);
        outputs[0] = date.Year;
        // Monday is the first day of the week, as in ISO 8601
        Set(outputs, 1, date.Month, (date.Month - 1) / 12.0);
        Set(outputs, 2, ((int)date.DayOfWeek + 6) % 7, ((int)date.DayOfWeek + 6) % 7 / 7.0);
        if (_hours) Set(outputs, 3, date.TimeOfDay.TotalHours, date.TimeOfDay.TotalDays);
        return CellOutcome.Known;
    }

    public override void Save(Utf8JsonWriter json)
    {
        json.WriteString("kind", Kind);
        json.WriteString("order", DateForm.WordOf(_form.Order));
        if (_form.HasZone) json.WriteBoolean("zone", true);
        json.WriteString("encoding", WordOf(_encoding));
        json.WriteNumber("origin", _origin);
        if (_hours) json.WriteBoolean("hours", true);
        if (_fill is not var (kind, value)) return;
        json.WriteString("impute", kind);
        json.WriteNumber("fill", value);
        json.WriteBoolean("indicator", _indicator);
    }

    /// <summary>Reads what <see cref="Save"/> has written.</summary>
    /// <exception cref="ModelFileException">It is not that.</exception>
    public static FittedDates Load(string name, SettingsReader reader)
    {
        string order = reader.ReadString("order"), encoding = reader.ReadString("encoding");
        var orders = Enum.GetValues<DateOrder>().Where(known => DateForm.WordOf(known) == order).ToArray();
        if (orders.Length == 0) throw reader.Broken($"order is {ModelFileException.Quote(order)}; expected ymd, dmy or mdy");
        if (EncodingOf(encoding) is not { } known) throw reader.Broken($"encoding is {ModelFileException.Quote(encoding)}; expected elapsed, parts or cyclic");
        (string, double)? fill = reader.ReadStringOrNull("impute") is { } kind ? (kind, ReadFinite(reader, "fill", Days)) : null;
        return new(
            name, new(orders[0], reader.Has("zone") && reader.ReadBoolean("zone")), known, ReadFinite(reader, "origin", Days), reader.Has("hours") && reader.ReadBoolean("hours"),
            fill, fill is not null && reader.ReadBoolean("indicator"));
    }

    /// <summary>The encoding of a name, as files and options have it; null for another name.</summary>
    public static DateEncoding? EncodingOf(string word) => Enum.GetValues<DateEncoding>().Select(static encoding => (DateEncoding?)encoding).FirstOrDefault(encoding => WordOf(encoding!.Value) == word);

    private static string WordOf(DateEncoding encoding) => encoding switch
    {
        DateEncoding.Elapsed => "elapsed",
        DateEncoding.Parts => "parts",
        _ => "cyclic",
    };

    /// <summary>Writes a part, or sine and cosine of its place in the circle.</summary>
    private void Set(Span<double> outputs, int part, double value, double turn)
    {
        if (_encoding == DateEncoding.Parts)
        {
            outputs[part] = value;
            return;
        }

        // so many digits are the same on every machine, the last ones are not
        outputs[2 * part - 1] = Math.Round(Math.Sin(2 * Math.PI * turn), Digits);
        outputs[2 * part] = Math.Round(Math.Cos(2 * Math.PI * turn), Digits);
    }
}
