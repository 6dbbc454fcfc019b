namespace NumericsCore.Kernels.Tests;

/// <summary>A format of fast products' operands, rounded with float64's arithmetic and not with bits.</summary>
/// <param name="FractionBits">Bits behind the first one.</param>
/// <param name="Ties">Where a number midway goes.</param>
/// <param name="Software">The products by ordinary instructions.</param>
/// <param name="Hardware">The products on tensor cores.</param>
internal sealed record FastFormat(int FractionBits, MidpointRounding Ties, FastGemm Software, FastGemm Hardware)
{
    public static FastFormat Tf32 { get; } = new(10, MidpointRounding.AwayFromZero,
        new FastGemm<SoftwareMatrixUnit<SoftwareTf32>> { MinTiles = 0 }, new FastGemm<TensorCores<Tf32>> { MinTiles = 0 });

    public static FastFormat BFloat16 { get; } = new(7, MidpointRounding.ToEven,
        new FastGemm<SoftwareMatrixUnit<SoftwareBFloat16>> { MinTiles = 0 }, new FastGemm<TensorCores<BFloat16>> { MinTiles = 0 });

    public static FastFormat[] All { get; } = [Tf32, BFloat16];

    /// <summary>The promise of MathMode: what an element may be off, in units of Σ|a|·|b| over its k terms.</summary>
    public double Bound(int k)
    {
        // half a unit of the last bit that stays
        double u = Math.ScaleB(1, -FractionBits - 1);
        return (2 * u) + (u * u) + ((k + 8) * Math.ScaleB(1, -22));
    }

    public float[] Round(float[] values) => [.. values.Select(Round)];

    public float Round(float value)
    {
        if (value == 0 || !float.IsFinite(value)) return value;
        // denormal numbers of float32 are as far apart as its smallest normal ones
        double unit = Math.ScaleB(1, Math.Max(Math.ILogB(value), -126) - FractionBits);
        return (float)(Math.Round(value / unit, Ties) * unit);
    }
}
