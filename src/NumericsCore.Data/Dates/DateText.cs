namespace NumericsCore.Data;

/// <summary>What the text of a date says, before it is known which of its numbers is the month.</summary>
internal readonly struct DateText(int first, int second, int third, bool isYearFirst, char separator)
{
    private const int MaxFractionDigits = 15;

    /// <summary>The year, if it comes first; else day or month.</summary>
    public int First { get; } = first;

    /// <summary>Month or day.</summary>
    public int Second { get; } = second;

    /// <summary>The day, or the year.</summary>
    public int Third { get; } = third;

    /// <summary>Whether the year comes first.</summary>
    public bool IsYearFirst { get; } = isYearFirst;

    /// <summary>What stands between them.</summary>
    public char Separator { get; } = separator;

    /// <summary>The time of day; null where there is none.</summary>
    public double? Seconds { get; init; }

    /// <summary>How far the clock is ahead of UTC; null where that is not said.</summary>
    public int? ZoneMinutes { get; init; }

    /// <summary>Reads 2024-01-31, 31.01.2024 or 01/31/2024, and behind a blank or a T a time of day such as 12:30, 12:30:00.5 or 1:30 PM, with Z or +02:00 behind it.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out DateText date)
    {
        date = default;
        if (!TryDigits(ref text, 4, out int first, out int firstDigits) || !TrySign(ref text, "-/.", out char separator)
            || !TryDigits(ref text, 2, out int second, out _) || !TrySign(ref text, [separator], out _)
            || !TryDigits(ref text, 4, out int third, out int thirdDigits)) return false;
        bool isYearFirst = firstDigits == 4;
        if (isYearFirst ? thirdDigits > 2 : firstDigits > 2 || thirdDigits != 4) return false;
        date = new(first, second, third, isYearFirst, separator);
        if (text.IsEmpty) return true;
        if (!TrySign(ref text, "Tt ", out _) || !TryTime(ref text, out double seconds) || !TryZone(ref text, out int? zone) || !text.IsEmpty) return false;
        date = date with { Seconds = seconds, ZoneMinutes = zone };
        return true;
    }

    /// <summary>The days since 1970-01-01, in UTC where the zone is said; null if there is no such day.</summary>
    public double? Days(DateOrder order)
    {
        if (IsYearFirst != (order == DateOrder.YearMonthDay)) return null;
        var (year, month, day) = order switch
        {
            DateOrder.YearMonthDay => (First, Second, Third),
            DateOrder.DayMonthYear => (Third, Second, First),
            _ => (Third, First, Second),
        };
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        double days = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Days;
        return Seconds is { } seconds ? days + (seconds - 60.0 * (ZoneMinutes ?? 0)) / 86_400 : days;
    }

    private static bool TryTime(ref ReadOnlySpan<char> text, out double seconds)
    {
        seconds = 0;
        if (!TryDigits(ref text, 2, out int hours, out _) || !TrySign(ref text, ":", out _) || !TryDigits(ref text, 2, out int minutes, out int digits) || digits != 2) return false;
        if (TrySign(ref text, ":", out _))
        {
            if (!TryDigits(ref text, 2, out int whole, out digits) || digits != 2 || whole > 59) return false;
            seconds = whole;
            if (TrySign(ref text, ".,", out _))
            {
                double scale = 1, fraction = 0;
                for (digits = 0; !text.IsEmpty && char.IsAsciiDigit(text[0]); digits++, text = text[1..])
                {
                    if (digits >= MaxFractionDigits) continue;
                    fraction = 10 * fraction + (text[0] - '0');
                    scale *= 10;
                }

                if (digits == 0) return false;
                seconds += fraction / scale;
            }
        }

        var half = text.TrimStart(' ');
        bool morning = half.StartsWith("AM", StringComparison.OrdinalIgnoreCase), afternoon = half.StartsWith("PM", StringComparison.OrdinalIgnoreCase);
        if (morning || afternoon)
        {
            if (hours is < 1 or > 12) return false;
            hours = hours % 12 + (afternoon ? 12 : 0);
            text = half[2..];
        }

        seconds += 3600 * hours + 60 * minutes;
        return hours < 24 && minutes < 60;
    }

    private static bool TryZone(ref ReadOnlySpan<char> text, out int? minutesAhead)
    {
        minutesAhead = null;
        if (text.IsEmpty) return true;
        if (TrySign(ref text, "Zz", out _))
        {
            minutesAhead = 0;
            return true;
        }

        if (!TrySign(ref text, "+-", out char sign) || text.Length is not (2 or 4 or 5)) return false;
        int minutes = 0;
        if (!TryDigits(ref text, 2, out int hours, out int digits) || digits != 2 || hours > 14) return false;
        if (!text.IsEmpty)
        {
            _ = TrySign(ref text, ":", out _);
            if (!TryDigits(ref text, 2, out minutes, out digits) || digits != 2 || minutes > 59) return false;
        }

        minutesAhead = (sign == '-' ? -1 : 1) * (60 * hours + minutes);
        return true;
    }

    private static bool TryDigits(ref ReadOnlySpan<char> text, int most, out int value, out int digits)
    {
        value = 0;
        for (digits = 0; digits < most && digits < text.Length && char.IsAsciiDigit(text[digits]); digits++) value = 10 * value + (text[digits] - '0');
        text = text[digits..];
        return digits > 0;
    }

    private static bool TrySign(ref ReadOnlySpan<char> text, scoped ReadOnlySpan<char> signs, out char sign)
    {
        sign = text.IsEmpty ? '\0' : text[0];
        if (text.IsEmpty || !signs.Contains(sign)) return false;
        text = text[1..];
        return true;
    }
}
