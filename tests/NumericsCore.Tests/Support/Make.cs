namespace NumericsCore.Tests.Support;

/// <summary>Float64 tensors from numbers written in the test.</summary>
internal static class Make
{
    public static Tensor Vector(params double[] values) => Tensor.From(values);

    public static Tensor Of(Shape shape, params double[] values) => Tensor.From(values, shape);

    /// <summary>Uniform numbers in [-1, 1).</summary>
    public static Tensor Random(Shape shape, uint stream = 0, ElementType elementType = ElementType.Float64, Device? device = null) =>
        Tensor.Uniform(shape, seed: 20, low: -1, high: 1, stream, elementType, device);

    public static Parameter Parameter(params double[] values) => new(Vector(values));
}
