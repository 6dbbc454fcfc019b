using System.Numerics;

namespace NumericsCore;

public partial class Tensor
{
    /// <summary>The elements in row-major order, in a new array.</summary>
    /// <typeparam name="T">float for float32, double for float64.</typeparam>
    /// <exception cref="InvalidOperationException">T is not the element type.</exception>
    public T[] ToArray<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[checked((int)ElementCount)];
        CopyTo(values.AsSpan());
        return values;
    }

    /// <summary>Copies the elements, in row-major order, to a span of the same length.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    /// <exception cref="InvalidOperationException">T is not the element type.</exception>
    public void CopyTo<T>(Span<T> destination) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireElementType<T>();
        if (destination.Length != ElementCount)
            throw new ArgumentException($"The destination has room for {destination.Length} elements; a tensor of shape {Shape} has {ElementCount}.", nameof(destination));
        Backend.Download(Elements<T>(), destination);
    }

    /// <summary>The elements in row-major order as double, whatever the element type; exact.</summary>
    public double[] ToDoubleArray() =>
        ElementType == ElementType.Float64 ? ToArray<double>() : Array.ConvertAll(ToArray<float>(), static value => (double)value);

    /// <summary>The only element.</summary>
    /// <exception cref="InvalidOperationException">The tensor has no or several elements.</exception>
    public double ToScalar()
    {
        if (ElementCount != 1)
            throw new InvalidOperationException($"A tensor of shape {Shape} has {ElementCount} elements; ToScalar needs exactly 1.");
        return ElementType == ElementType.Float64 ? First<double>() : First<float>();
    }

    /// <summary>One element. To read many, copy them all with <see cref="ToArray{T}"/>.</summary>
    /// <param name="index">An index for each axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">There are more or fewer indices than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside its axis.</exception>
    public double GetValue(params ReadOnlySpan<int> index)
    {
        if (index.Length != Rank)
            throw new ArgumentException($"{index.Length} indices for a tensor of shape {Shape}; expected {Rank}.", nameof(index));
        nint offset = 0;
        for (int axis = 0; axis < Rank; axis++)
        {
            int extent = Shape[axis];
            int i = index[axis] < 0 ? index[axis] + extent : index[axis];
            if ((uint)i >= (uint)extent)
                throw Kernels.OutOfRange.Error(nameof(index), index[axis], $"Axis {axis} of shape {Shape} has indices 0 to {extent - 1} (or -{extent} to -1).");
            offset = offset * extent + i;
        }

        return ViewOf(_memory, _offset + offset, Device, ElementType, Shape.Scalar).ToScalar();
    }

    /// <summary>Copies the elements' bytes, little-endian on every machine that .NET runs on.</summary>
    internal void CopyBytesTo(Span<byte> destination)
    {
        if (ElementType == ElementType.Float32) CopyTo(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(destination));
        else CopyTo(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(destination));
    }

    private T First<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T value = default;
        Backend.Download(Elements<T>(), new Span<T>(ref value));
        return value;
    }

    private void RequireElementType<T>() where T : unmanaged
    {
        if (ElementTypes.Of<T>() != ElementType)
            throw new InvalidOperationException($"The elements are {ElementType.Name()}, not {ElementTypes.Of<T>().Name()}; convert with To(ElementType) first.");
    }
}
