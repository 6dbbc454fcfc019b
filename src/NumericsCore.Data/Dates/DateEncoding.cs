namespace NumericsCore.Data;

/// <summary>How dates become numbers.</summary>
public enum DateEncoding
{
    /// <summary>One column: the days since the earliest date of the rows fitted on, with the time of day as their fraction.</summary>
    Elapsed,

    /// <summary>Columns for year, month (1 to 12) and weekday (0 for Monday to 6), and for the hour (0 up to 24, with fractions) where the rows fitted on have times.</summary>
    Parts,

    /// <summary>The year, and of month, weekday and hour sine and cosine of their place in the circle, so that December is next to January.</summary>
    Cyclic,
}

/// <summary>The order of year, month and day in a date.</summary>
public enum DateOrder
{
    /// <summary>2024-01-31, as ISO 8601 has it.</summary>
    YearMonthDay,

    /// <summary>31.01.2024 or 31/01/2024.</summary>
    DayMonthYear,

    /// <summary>01/31/2024.</summary>
    MonthDayYear,
}
