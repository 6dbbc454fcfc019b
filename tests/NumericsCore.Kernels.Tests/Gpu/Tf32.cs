namespace NumericsCore.Kernels.Tests;

/// <summary>Rounding to 10 fraction bits, ties away from zero, written with float64's arithmetic and not with bits.</summary>
internal static class Tf32
{
    /// <summary>The promise of MathMode.Fast: what an element may be off, in units of Σ|a|·|b| over its k terms.</summary>
    public static double Bound(int k) => Math.ScaleB(1, -10) + Math.ScaleB(1, -22) + ((k + 8) * Math.ScaleB(1, -22));

    public static float[] Round(float[] values) => [.. values.Select(Round)];

    public static float Round(float value)
    {
        if (value == 0 || !float.IsFinite(value)) return value;
        // denormal numbers of float32 are as far apart as its smallest normal ones
        double unit = Math.ScaleB(1, Math.Max(Math.ILogB(value), -126) - 10);
        return (float)(Math.Round(value / unit, MidpointRounding.AwayFromZero) * unit);
    }
}
