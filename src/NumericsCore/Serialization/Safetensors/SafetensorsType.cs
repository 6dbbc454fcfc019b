namespace NumericsCore;

/// <summary>The type of a tensor's elements in a safetensors file, little-endian. Files written by the format's reference are sorted by it, the last first.</summary>
public enum SafetensorsType
{
    /// <summary>BOOL: a byte, 0 or 1.</summary>
    Bool,

    /// <summary>F4: 4-bit floats, two a byte. Listed, not read.</summary>
    F4,

    /// <summary>F6_E2M3: 6-bit floats. Listed, not read.</summary>
    F6E2M3,

    /// <summary>F6_E3M2: 6-bit floats. Listed, not read.</summary>
    F6E3M2,

    /// <summary>U8: unsigned 8-bit integers.</summary>
    U8,

    /// <summary>I8: signed 8-bit integers.</summary>
    I8,

    /// <summary>F8_E5M2: 8-bit floats. Listed, not read.</summary>
    F8E5M2,

    /// <summary>F8_E4M3: 8-bit floats. Listed, not read.</summary>
    F8E4M3,

    /// <summary>F8_E8M0: powers of two. Listed, not read.</summary>
    F8E8M0,

    /// <summary>F8_E4M3FNUZ: 8-bit floats. Listed, not read.</summary>
    F8E4M3Fnuz,

    /// <summary>F8_E5M2FNUZ: 8-bit floats. Listed, not read.</summary>
    F8E5M2Fnuz,

    /// <summary>I16: signed 16-bit integers.</summary>
    I16,

    /// <summary>U16: unsigned 16-bit integers.</summary>
    U16,

    /// <summary>F16: IEEE 754 binary16.</summary>
    F16,

    /// <summary>BF16: the upper half of binary32.</summary>
    BF16,

    /// <summary>I32: signed 32-bit integers.</summary>
    I32,

    /// <summary>U32: unsigned 32-bit integers.</summary>
    U32,

    /// <summary>F32: IEEE 754 binary32.</summary>
    F32,

    /// <summary>C64: complex numbers of two binary32. Listed, not read.</summary>
    C64,

    /// <summary>F64: IEEE 754 binary64.</summary>
    F64,

    /// <summary>I64: signed 64-bit integers.</summary>
    I64,

    /// <summary>U64: unsigned 64-bit integers.</summary>
    U64,
}

internal static class SafetensorsTypes
{
    // in the order of the enumeration
    private static readonly (string Name, int Bits)[] s_types =
    [
        ("BOOL", 8), ("F4", 4), ("F6_E2M3", 6), ("F6_E3M2", 6), ("U8", 8), ("I8", 8), ("F8_E5M2", 8), ("F8_E4M3", 8), ("F8_E8M0", 8), ("F8_E4M3FNUZ", 8), ("F8_E5M2FNUZ", 8),
        ("I16", 16), ("U16", 16), ("F16", 16), ("BF16", 16), ("I32", 32), ("U32", 32), ("F32", 32), ("C64", 64), ("F64", 64), ("I64", 64), ("U64", 64),
    ];

    public static string Names { get; } = string.Join(", ", s_types.Select(static type => type.Name));

    public static string NameOf(this SafetensorsType type) => s_types[(int)type].Name;

    public static int BitsOf(this SafetensorsType type) => s_types[(int)type].Bits;

    /// <summary>Whether elements can become float32 or float64.</summary>
    public static bool IsReadable(this SafetensorsType type) =>
        type is SafetensorsType.Bool or SafetensorsType.U8 or SafetensorsType.I8 or (>= SafetensorsType.I16 and not SafetensorsType.C64);

    public static SafetensorsType? Parse(string name)
    {
        int index = Array.FindIndex(s_types, type => type.Name == name);
        return index < 0 ? null : (SafetensorsType)index;
    }

    public static SafetensorsType Of(ElementType type) => type == ElementType.Float32 ? SafetensorsType.F32 : SafetensorsType.F64;
}
