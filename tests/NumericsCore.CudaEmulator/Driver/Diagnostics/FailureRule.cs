using System.Globalization;

namespace NumericsCore.CudaEmulator;

/// <summary>Calls of a function that fail, counted from 1, and with which code: to see what a program does then.</summary>
public sealed record FailureRule(string Call, long First, long Last, CudaError Code)
{
    /// <summary>Reads NAME:FIRST:CODE, where all calls from one on fail, or NAME:FIRST-LAST:CODE, as in cuMemAlloc:3-3:2. Names are without _v2.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static FailureRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':');
        if (parts.Length == 3 && parts[0].StartsWith("cu", StringComparison.Ordinal) && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int code) && code > 0)
        {
            string[] range = parts[1].Split('-');
            long last = long.MaxValue;
            if (range.Length <= 2 && Count(range[0], out long first) && (range.Length == 1 || Count(range[1], out last)) && first <= last)
                return new(parts[0], first, last, (CudaError)code);
        }

        throw new FormatException($"'{text}' is no failure; NAME:FIRST:CODE or NAME:FIRST-LAST:CODE is meant, as in cuMemAlloc:3-3:2.");
    }

    public bool Applies(string call, long count) => call == Call && count >= First && count <= Last;

    private static bool Count(string text, out long count) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;
}
