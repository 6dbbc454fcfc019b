using System.Globalization;
using NumericsCore.Data;

namespace NumericsCore.Columnar;

/// <summary>Cells of what both formats hold as integers: dates, timestamps and decimals.</summary>
internal static class TypedCells
{
    /// <summary>Ticks of .NET, of 100 ns, in a second.</summary>
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;

    /// <summary>The greatest scale of <see cref="decimal"/>.</summary>
    public const int MaxScale = 28;

    private static readonly long FirstDay = DateOnly.MinValue.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
    private static readonly long LastDay = DateOnly.MaxValue.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Adds a date by its days since 1970-01-01.</summary>
    public static void AddDate(this ValueColumn column, long days)
    {
        if (days < FirstDay || days > LastDay) column.AddBeyondYears();
        else column.Add(IsoText.Of(DateOnly.FromDayNumber((int)(days - FirstDay))));
    }

    /// <summary>Adds a timestamp by its units since 1970-01-01.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">How many.</param>
    /// <param name="perSecond">The units in a second: a power of ten up to 10⁹.</param>
    /// <param name="isUtc">Whether it is in UTC; else the zone is not known.</param>
    public static void AddTimestamp(this ValueColumn column, long value, long perSecond, bool isUtc)
    {
        long seconds = Math.DivRem(value, perSecond, out long rest);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + perSecond);
        if (seconds < FirstDay * 86_400 || seconds >= (LastDay + 1) * 86_400)
        {
            column.AddBeyondYears();
            return;
        }

        long nanoseconds = rest * (1_000_000_000 / perSecond), belowTicks = nanoseconds % 100;
        var time = new DateTime(DateTime.UnixEpoch.Ticks + seconds * TicksPerSecond + nanoseconds / 100, isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified);
        if (belowTicks == 0) column.Add(time);
        else column.AddTime(time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + FormattableString.Invariant($".{nanoseconds:D9}").TrimEnd('0') + (isUtc ? "Z" : ""));
    }

    /// <summary>Adds a decimal by its digits.</summary>
    /// <param name="column">The column.</param>
    /// <param name="unscaled">The number without its point.</param>
    /// <param name="scale">Digits behind the point, from 0 to <see cref="MaxScale"/>.</param>
    public static void AddDecimal(this ValueColumn column, long unscaled, int scale)
    {
        ulong digits = unscaled < 0 ? 0UL - (ulong)unscaled : (ulong)unscaled;
        column.AddExact(new decimal((int)digits, (int)(digits >> 32), 0, unscaled < 0, (byte)scale));
    }

    private static void AddBeyondYears(this ValueColumn column)
    {
        column.SetProblem("a date is beyond the years 1 to 9999");
        column.Add("(date)");
    }
}
