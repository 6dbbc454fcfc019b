namespace NumericsCore.Kernels;

/// <summary>The bit patterns of IEEE 754 that lanes take numbers apart with.</summary>
internal static class LaneBits
{
    /// <summary>1.5·2^23 + 127: added to an integral n, it leaves n + 127 in the lowest bits, ready to become an exponent field.</summary>
    public const float SingleBias = 12582912f + 127f;

    /// <summary>1.5·2^52 + 1023, as <see cref="SingleBias"/>.</summary>
    public const double DoubleBias = 6755399441055744d + 1023d;

    public const int SingleSignAndFraction = unchecked((int)0x807f_ffff);
    public const int SingleOne = 0x3f80_0000;
    public const long DoubleSignAndFraction = unchecked((long)0x800f_ffff_ffff_ffff);
    public const long DoubleOne = 0x3ff0_0000_0000_0000;
}
