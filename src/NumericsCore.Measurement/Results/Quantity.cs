using System.Globalization;

namespace NumericsCore.Measurement;

/// <summary>Measured numbers as text, with three digits.</summary>
internal static class Quantity
{
    private const double Digits = 1000;

    /// <summary>"1.25 ms".</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        >= 1 => Number(seconds) + " s",
        >= 1e-3 => Number(seconds * 1e3) + " ms",
        >= 1e-6 => Number(seconds * 1e6) + " µs",
        _ => Number(seconds * 1e9) + " ns",
    };

    /// <summary>"43.8 GB/s".</summary>
    public static string Bandwidth(double bytesPerSecond) => Number(bytesPerSecond / 1e9) + " GB/s";

    /// <summary>"208 GFLOP/s".</summary>
    public static string Rate(double flopsPerSecond) => Number(flopsPerSecond / 1e9) + " GFLOP/s";

    /// <summary>"10 G".</summary>
    public static string Scaled(double value) => value switch
    {
        >= 1e12 => Short(value / 1e12) + " T",
        >= 1e9 => Short(value / 1e9) + " G",
        >= 1e6 => Short(value / 1e6) + " M",
        >= 1e3 => Short(value / 1e3) + " k",
        _ => Short(value),
    };

    /// <summary>"12 %".</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:F0} %");

    /// <summary>"32 MiB"; null for null.</summary>
    public static string? Bytes(long? bytes) => bytes switch
    {
        null => null,
        >= 1L << 30 => Number(bytes.Value / (double)(1L << 30)) + " GiB",
        >= 1L << 20 => Number(bytes.Value / (double)(1L << 20)) + " MiB",
        _ => Number(bytes.Value / 1024.0) + " KiB",
    };

    /// <summary>Three digits, without an exponent.</summary>
    public static string Number(double value) => value switch
    {
        >= Digits => value.ToString("F0", CultureInfo.InvariantCulture),
        >= Digits / 10 => value.ToString("0", CultureInfo.InvariantCulture),
        >= Digits / 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private static string Short(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
