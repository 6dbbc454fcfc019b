using System.Globalization;

namespace NumericsCore.Data;

/// <summary>Dates and times as ISO 8601 writes them, which <see cref="DateForm"/> knows: without what is zero behind the seconds.</summary>
internal static class IsoText
{
    /// <summary>The end of a time at midnight that says no zone.</summary>
    public const string Midnight = "T00:00:00";

    private const string Clock = "yyyy-MM-ddTHH:mm:ss.FFFFFFF";

    /// <summary>2024-01-31.</summary>
    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>2024-01-31T12:30:00, with a Z behind what is in UTC.</summary>
    public static string Of(DateTime time) => time.ToString(Clock, CultureInfo.InvariantCulture) + (time.Kind == DateTimeKind.Utc ? "Z" : "");

    /// <summary>2024-01-31T12:30:00+02:00.</summary>
    public static string Of(DateTimeOffset time) => time.ToString(Clock + "zzz", CultureInfo.InvariantCulture);
}
