using ILGPU;

namespace NumericsCore.Kernels.Tests;

/// <summary>A format of operands by ordinary instructions; see <see cref="IMatrixUnit"/> for the first members.</summary>
internal interface ISoftwareFormat
{
    static abstract int Words { get; }

    static abstract float Near(float near, float far);

    static abstract float Far(float far);

    /// <summary>Operands in a word.</summary>
    static abstract int Parts { get; }

    /// <summary>One operand of a word.</summary>
    static abstract float Part(float word, int part);
}

/// <summary>An operand a word, of 10 fraction bits.</summary>
internal readonly struct SoftwareTf32 : ISoftwareFormat
{
    public static int Words => 16;

    public static int Parts => 1;

    public static float Near(float near, float far) => Round(near);

    public static float Far(float far) => Round(far);

    public static float Part(float word, int part) => word;

    private static float Round(float x)
    {
        // a half of the last bit that stays is added to the magnitude, and what is below it cut off; infinities and NaN stay
        uint bits = Interop.FloatAsInt(x);
        return (bits & 0x7f800000u) == 0x7f800000u ? x : Interop.IntAsFloat((bits + 0x1000u) & 0xffffe000u);
    }
}

/// <summary>Two operands a word, of 7 fraction bits; the lower half is the one at the lower k.</summary>
internal readonly struct SoftwareBFloat16 : ISoftwareFormat
{
    public static int Words => 8;

    public static int Parts => 2;

    public static float Near(float near, float far) => Interop.IntAsFloat((Round(near) >> 16) | (Round(far) & 0xffff0000u));

    public static float Far(float far) => far;

    public static float Part(float word, int part)
    {
        uint bits = Interop.FloatAsInt(word);
        return Interop.IntAsFloat(part == 0 ? bits << 16 : bits & 0xffff0000u);
    }

    private static uint Round(float x)
    {
        // just less than a half is added, and a half to an odd last bit; NaN keeps a bit that makes it one
        uint bits = Interop.FloatAsInt(x);
        if ((bits & 0x7f800000u) == 0x7f800000u) return (bits & 0x007fffffu) == 0 ? bits : bits | 0x00400000u;
        return bits + 0x7fffu + ((bits >> 16) & 1u);
    }
}
