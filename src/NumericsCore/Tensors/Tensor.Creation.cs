using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

public partial class Tensor
{
    /// <summary>A tensor with a copy of <paramref name="values"/>, given in row-major order.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="values">As many values as the shape has elements.</param>
    /// <param name="shape">The extents, such as [2, 3].</param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, Shape shape, Device? device = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (shape.ElementCount != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill shape {shape}, which has {shape.ElementCount} elements.", nameof(values));
        var tensor = Empty(device ?? Device.Default, ElementTypes.Of<T>(), shape);
        tensor.Backend.Upload(values, tensor.Elements<T>());
        return tensor;
    }

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, Shape, Device?)"/>
    public static Tensor From<T>(T[] values, Shape shape, Device? device = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return From<T>(values.AsSpan(), shape, device);
    }

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, Shape, Device?)"/>
    public static Tensor From<T>(ReadOnlyMemory<T> values, Shape shape, Device? device = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => From(values.Span, shape, device);

    /// <summary>A vector with a copy of <paramref name="values"/>.</summary>
    public static Tensor From<T>(T[] values, Device? device = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return From<T>(values.AsSpan(), [values.Length], device);
    }

    /// <summary>A matrix with a copy of a two-dimensional array.</summary>
    public static Tensor From<T>(T[,] values, Device? device = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        ElementTypes.Of<T>();
        var flat = new T[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, Buffer.ByteLength(values));
        return From<T>(flat.AsSpan(), [values.GetLength(0), values.GetLength(1)], device);
    }

    /// <summary>A tensor of no axes.</summary>
    public static Tensor Scalar(double value, ElementType elementType = ElementType.Float32, Device? device = null) =>
        Full(Shape.Scalar, value, elementType, device);

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(Shape shape, ElementType elementType = ElementType.Float32, Device? device = null) =>
        Full(shape, 0, elementType, device);

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(Shape shape, ElementType elementType = ElementType.Float32, Device? device = null) =>
        Full(shape, 1, elementType, device);

    /// <summary>A tensor whose elements all have one value, rounded to the element type.</summary>
    public static Tensor Full(Shape shape, double value, ElementType elementType = ElementType.Float32, Device? device = null)
    {
        var tensor = Empty(device ?? Device.Default, elementType, shape);
        tensor.FillWith(value);
        return tensor;
    }

    /// <summary>The vector start, start + step, start + 2·step, ... of <paramref name="count"/> elements, each computed in float64 and rounded once.</summary>
    public static Tensor Range(double start, int count, double step = 1, ElementType elementType = ElementType.Float32, Device? device = null)
    {
        OutOfRange.ThrowIfNegative(count);
        if (ElementTypes.Checked(elementType) == ElementType.Float64)
        {
            var values = new double[count];
            for (int i = 0; i < count; i++) values[i] = start + i * step;
            return From(values, device: device);
        }
        else
        {
            var values = new float[count];
            for (int i = 0; i < count; i++) values[i] = (float)(start + i * step);
            return From(values, device: device);
        }
    }

    /// <summary>The identity matrix of size n × n.</summary>
    public static Tensor Identity(int n, ElementType elementType = ElementType.Float32, Device? device = null)
    {
        OutOfRange.ThrowIfNegative(n);
        var range = Range(0, n, 1, elementType, device);
        return range.Reshape([n, 1]).EqualTo(range.Reshape([1, n]));
    }

    /// <summary>
    /// Independent uniform numbers in [low, high): low + (high - low)·u, where u has 24 random bits from Philox 4x32-10 at
    /// (seed, stream, index). The same arguments give the same bits on every device, and none of those that the library itself samples for
    /// initial values and dropout from the same seed.
    /// </summary>
    /// <param name="shape">The extents.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="low">The lower end, included.</param>
    /// <param name="high">The upper end, excluded but for rounding.</param>
    /// <param name="stream">Which of the seed's independent streams.</param>
    /// <param name="elementType">The element type.</param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    public static Tensor Uniform(Shape shape, ulong seed, double low = 0, double high = 1, uint stream = 0, ElementType elementType = ElementType.Float32, Device? device = null)
    {
        device ??= Device.Default;
        return UniformAt(shape, device.UserStream(seed, stream), low, high, elementType, device);
    }

    /// <summary>
    /// Independent normal numbers with the given mean and standard deviation: the normal quantile (Wichura 1988, AS 241) of
    /// <see cref="Uniform"/>'s numbers.
    /// </summary>
    /// <param name="shape">The extents.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation.</param>
    /// <param name="stream">Which of the seed's independent streams.</param>
    /// <param name="elementType">The element type.</param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    public static Tensor Normal(Shape shape, ulong seed, double mean = 0, double standardDeviation = 1, uint stream = 0, ElementType elementType = ElementType.Float32, Device? device = null)
    {
        device ??= Device.Default;
        return NormalAt(shape, device.UserStream(seed, stream), mean, standardDeviation, elementType, device);
    }

    /// <summary>Uniform numbers from an address of the library's own.</summary>
    internal static Tensor UniformAt(Shape shape, RandomAddress address, double low, double high, ElementType elementType, Device device)
    {
        var unit = RandomUnit(shape, address, elementType, device);
        return low == 0 && high == 1 ? unit : unit.ScaledAndShifted(high - low, low);
    }

    /// <summary>Normal numbers from an address of the library's own.</summary>
    internal static Tensor NormalAt(Shape shape, RandomAddress address, double mean, double standardDeviation, ElementType elementType, Device device)
    {
        var normal = RandomUnit(shape, address, elementType, device).Map<InverseNormal>();
        return mean == 0 && standardDeviation == 1 ? normal : normal.ScaledAndShifted(standardDeviation, mean);
    }

    internal void FillWith(double value)
    {
        if (ElementType == ElementType.Float32) Backend.Fill(Elements<float>(), (float)value);
        else Backend.Fill(Elements<double>(), value);
    }

    /// <summary>this·scale + shift in one kernel, without a gradient.</summary>
    private Tensor ScaledAndShifted(double scale, double shift) => Zip<ScaledAndShifted>(this, ScalarLike(scale), ScalarLike(shift));

    private static Tensor RandomUnit(Shape shape, RandomAddress address, ElementType elementType, Device device)
    {
        var tensor = Empty(device, elementType, shape);
        if (elementType == ElementType.Float32) tensor.Backend.RandomUniform(tensor.Elements<float>(), address);
        else tensor.Backend.RandomUniform(tensor.Elements<double>(), address);
        return tensor;
    }
}
