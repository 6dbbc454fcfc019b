using System.Globalization;

namespace NumericsCore.Data;

/// <summary>How the dates of a column are written.</summary>
/// <param name="Order">Which number is the month.</param>
/// <param name="HasZone">Whether the times say how far they are ahead of UTC.</param>
internal sealed record DateForm(DateOrder Order, bool HasZone)
{
    /// <summary>A date in this form, for messages.</summary>
    public string Example => (Order switch
    {
        DateOrder.YearMonthDay => "2024-01-31",
        DateOrder.DayMonthYear => "31.01.2024",
        _ => "01/31/2024",
    }) + (HasZone ? "T12:30:00Z" : "");

    /// <summary>How the values of a column of text are written, if all are dates in one form; null if they are not.</summary>
    /// <param name="column">The column.</param>
    /// <param name="given">Which of the first two numbers is the month, where the year comes last; found if null.</param>
    /// <param name="ambiguous">The first value, where all are dates with the day before the month and with the month before the day alike.</param>
    public static DateForm? Of(TextColumn column, DateOrder? given, out string? ambiguous)
    {
        ambiguous = null;
        DateText? first = null;
        string? shown = null;
        bool? zone = null;
        bool yearFirst = true, dayFirst = true, monthFirst = true;
        foreach (string? text in column.Values)
        {
            if (text is null) continue;
            if (!DateText.TryRead(text, out var date) || (first is { } other && (other.IsYearFirst != date.IsYearFirst || other.Separator != date.Separator))) return null;
            first ??= date;
            shown ??= text;
            if (date.Seconds is not null)
            {
                // local times and times in UTC cannot be compared
                if (zone is { } before && before != date.ZoneMinutes is not null) return null;
                zone = date.ZoneMinutes is not null;
            }

            yearFirst &= date.Days(DateOrder.YearMonthDay) is not null;
            dayFirst &= date.Days(DateOrder.DayMonthYear) is not null;
            monthFirst &= date.Days(DateOrder.MonthDayYear) is not null;
            if (!(yearFirst || dayFirst || monthFirst)) return null;
        }

        if (first is not { } sample) return null;
        if (yearFirst) return new(DateOrder.YearMonthDay, zone == true);
        // points stand between day, month and year alone
        if (given is not (DateOrder.DayMonthYear or DateOrder.MonthDayYear) && sample.Separator == '.') given = DateOrder.DayMonthYear;
        if (given is DateOrder.DayMonthYear) return dayFirst ? new(DateOrder.DayMonthYear, zone == true) : null;
        if (given is DateOrder.MonthDayYear) return monthFirst ? new(DateOrder.MonthDayYear, zone == true) : null;
        if (dayFirst && monthFirst)
        {
            ambiguous = shown;
            return null;
        }

        return new(dayFirst ? DateOrder.DayMonthYear : DateOrder.MonthDayYear, zone == true);
    }

    /// <summary>The days since 1970-01-01.</summary>
    /// <exception cref="CellException">The text is no date in this form.</exception>
    public double Days(string text) => DateText.TryRead(text, out var date) && date.Days(Order) is { } days && (date.Seconds is null || HasZone == date.ZoneMinutes is not null)
        ? days
        : throw new CellException($"{Quoted.One(text)} is no date such as '{Example}'");

    /// <summary>A date by its days since 1970-01-01, as ISO 8601 writes it.</summary>
    public static string Written(double days)
    {
        var date = DateOf(days);
        return date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>A date by its days since 1970-01-01, to the microsecond.</summary>
    public static DateTime DateOf(double days) => DateTime.UnixEpoch.AddMicroseconds(Math.Round(Math.Clamp(days, -719_162, 2_932_896.999_999) * 86_400_000_000));

    /// <summary>An order as files and options write it.</summary>
    public static string WordOf(DateOrder order) => order switch
    {
        DateOrder.YearMonthDay => "ymd",
        DateOrder.DayMonthYear => "dmy",
        _ => "mdy",
    };
}
