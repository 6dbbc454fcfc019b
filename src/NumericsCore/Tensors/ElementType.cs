namespace NumericsCore;

/// <summary>The type of a tensor's elements.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 binary32, C# float.</summary>
    Float32,

    /// <summary>IEEE 754 binary64, C# double.</summary>
    Float64,
}

internal static class ElementTypes
{
    public static ElementType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? ElementType.Float32
        : typeof(T) == typeof(double) ? ElementType.Float64
        : throw new NotSupportedException($"Tensors hold float or double, not {typeof(T).Name}.");

    /// <summary>The type, checked; without reflection, because every allocation comes by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the two.</exception>
    public static ElementType Checked(ElementType elementType) => elementType is ElementType.Float32 or ElementType.Float64
        ? elementType
        : throw Kernels.OutOfRange.Error(nameof(elementType), elementType, "An element type is Float32 or Float64.");

    public static int ByteSize(this ElementType type) => type == ElementType.Float32 ? sizeof(float) : sizeof(double);

    public static string Name(this ElementType type) => type == ElementType.Float32 ? "float32" : "float64";
}
