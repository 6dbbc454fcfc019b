using System.Globalization;

namespace NumericsCore.Testing;

/// <summary>The elements of a tensor, not yet on a device. Each is a float32 number, so that tensors of both element types hold the same ones.</summary>
/// <param name="Shape">The extents.</param>
/// <param name="Values">The elements in row-major order.</param>
public sealed record TensorCase(Shape Shape, IReadOnlyList<double> Values)
{
    /// <summary>The tensor.</summary>
    /// <param name="elementType">Its type; no element is rounded in either.</param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    public Tensor ToTensor(ElementType elementType = ElementType.Float64, Device? device = null)
    {
        double[] values = [.. Values];
        return elementType == ElementType.Float64
            ? Tensor.From(values, Shape, device)
            : Tensor.From(Array.ConvertAll(values, static value => (float)value), Shape, device);
    }

    /// <summary>C# that makes the float64 tensor.</summary>
    public override string ToString() => $"Tensor.From(new double[] {{ {string.Join(", ", Values.Select(Text))} }}, {Shape})";

    /// <summary>Whether the shapes are equal and the elements are the same bits.</summary>
    public bool Equals(TensorCase? other) =>
        other is not null && Shape == other.Shape && Values.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(other.Values.Select(BitConverter.DoubleToInt64Bits));

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(Shape.GetHashCode(), HashCode.Combine);

    private static string Text(double value) => value switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double.NaN => "double.NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}

/// <summary>Which elements <see cref="Generate.Tensors(TensorOptions?)"/> samples.</summary>
public sealed record TensorOptions
{
    /// <summary>The least element.</summary>
    public double Low { get; init; } = -2;

    /// <summary>The largest element.</summary>
    public double High { get; init; } = 2;

    /// <summary>Places where the function under test is not differentiable, such as 0 for |x|: elements keep their distance.</summary>
    public IReadOnlyList<double> Kinks { get; init; } = [];

    /// <summary>The least distance of an element from a kink. A gradient check moves an element by 6.1e-6·max(1, |x|).</summary>
    public double KinkDistance { get; init; } = 0.01;

    /// <summary>Whether one element in ten is ±0, ±∞, NaN, a denormal or the largest number instead. A gradient check needs numbers without them.</summary>
    public bool SpecialValues { get; init; }

    /// <summary>The shape of all tensors; random if null.</summary>
    public Shape? Shape { get; init; }

    /// <summary>The most axes of a random shape.</summary>
    public int MaxRank { get; init; } = 3;

    /// <summary>The most elements of a random shape.</summary>
    public int MaxElements { get; init; } = 60;

    /// <summary>The options by name, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"TensorOptions {{ Low = {Low}, High = {High}, Kinks = [{string.Join(", ", Kinks.Select(static kink => kink.ToString("R", CultureInfo.InvariantCulture)))}], KinkDistance = {KinkDistance}, SpecialValues = {SpecialValues}, Shape = {Shape}, MaxRank = {MaxRank}, MaxElements = {MaxElements} }}");

    /// <summary>Whether a value may be sampled, special ones aside.</summary>
    internal bool Allows(double value) => value >= Low && value <= High && Kinks.All(kink => Math.Abs(value - kink) >= KinkDistance);
}
