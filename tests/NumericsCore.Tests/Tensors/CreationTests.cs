using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Tensors;

public class CreationTests
{
    [Fact]
    public void Values_come_from_arrays_spans_memory_and_matrices()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        Assert.Equal(values, Tensor.From(values, [2, 3]).ToArray<float>());
        Assert.Equal(values, Tensor.From<float>(values.AsSpan(), [2, 3]).ToArray<float>());
        Assert.Equal(values, Tensor.From<float>(values.AsMemory(), [2, 3]).ToArray<float>());
        Assert.Equal([6], Tensor.From(values).Shape);

        var matrix = Tensor.From(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2, 3], matrix.Shape);
        Assert.Equal(ElementType.Float64, matrix.ElementType);
        Assert.Equal([1, 2, 3, 4, 5, 6], matrix.ToArray<double>());
    }

    [Fact]
    public void A_tensor_does_not_see_later_changes_of_the_array_it_was_made_from()
    {
        double[] values = [1, 2];
        var tensor = Tensor.From(values);
        values[0] = 9;
        Assert.Equal([1, 2], tensor.ToArray<double>());
    }

    [Fact]
    public void The_number_of_values_must_be_that_of_the_shape() => Expect.Error<ArgumentException>(
        "5 values do not fill shape [2, 3], which has 6 elements. (Parameter 'values')", () => Tensor.From(new float[5], [2, 3]));

    [Fact]
    public void Only_float_and_double_are_elements()
    {
        Expect.Error<NotSupportedException>("Tensors hold float or double, not Half.", () => Tensor.From(new Half[2]));
        Expect.Error<NotSupportedException>("Tensors hold float or double, not Half.", () => Tensor.From(new Half[1, 2]));
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Constants_fill_the_shape(ElementType type)
    {
        Assert.Equal([0, 0, 0, 0], Tensor.Zeros([2, 2], type).ToDoubleArray());
        Assert.Equal([1, 1, 1], Tensor.Ones([3], type).ToDoubleArray());
        Assert.Equal([-2.5, -2.5], Tensor.Full([2], -2.5, type).ToDoubleArray());
        Assert.Equal(type == ElementType.Float64 ? 0.1 : 0.1f, Tensor.Scalar(0.1, type).ToScalar());
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], Tensor.Identity(3, type).ToDoubleArray());
        Assert.Empty(Tensor.Zeros([3, 0], type).ToDoubleArray());
    }

    [Fact]
    public void A_range_rounds_each_element_once()
    {
        Assert.Equal([1, 1.5, 2, 2.5], Tensor.Range(1, 4, 0.5).ToDoubleArray());
        float[] tenths = Tensor.Range(0, 1000, 0.1).ToArray<float>();
        for (int i = 0; i < tenths.Length; i++) Assert.Equal((float)(i * 0.1), tenths[i]);
        Assert.Empty(Tensor.Range(0, 0).ToDoubleArray());
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Range(0, -1)).ParamName);
        Assert.Equal("n", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Identity(-1)).ParamName);
    }

    [Fact]
    public void Null_values_are_named()
    {
        Assert.Equal("values", Assert.Throws<ArgumentNullException>(() => Tensor.From((float[])null!)).ParamName);
        Assert.Equal("values", Assert.Throws<ArgumentNullException>(() => Tensor.From((double[,])null!)).ParamName);
        Assert.Equal("b", Assert.Throws<ArgumentNullException>(() => Tensor.Zeros([1]) + null!).ParamName);
    }

    [Fact]
    public void A_shape_that_was_never_set_is_that_of_a_scalar()
    {
        Shape shape = default;
        Assert.Equal(Shape.Scalar, shape);
        Assert.Equal(1, shape.ElementCount);
        Assert.Equal(3, Tensor.Full(default, 3).ToScalar());
        Assert.Equal("[]", shape.ToString());
    }

    [Fact]
    public void Extents_are_at_least_0_and_at_most_eight()
    {
        Expect.Error<ArgumentOutOfRangeException>(
            "An extent of [2, -3] is negative; expected 0 or more. (Parameter 'extents')\nActual value was -3.", () => Tensor.Zeros([2, -3]));
        Expect.Error<ArgumentOutOfRangeException>(
            "A shape has at most 8 axes. (Parameter 'extents')\nActual value was 9.", () => Tensor.Zeros([1, 1, 1, 1, 1, 1, 1, 1, 1]));
        Expect.Error<ArgumentOutOfRangeException>(
            "Shape [2097152, 2097152, 2097152] has 2^63 elements or more. (Parameter 'extents')", () => Shape.Create([1 << 21, 1 << 21, 1 << 21]));
        Assert.Equal(1L << 62, Shape.Create([1 << 20, 1 << 21, 1 << 21]).ElementCount);
    }

    [Fact]
    public void An_axis_that_is_not_there_is_named_with_those_that_are()
    {
        Expect.Error<ArgumentOutOfRangeException>(
            "Shape [2, 3] has axes 0 to 1 (or -2 to -1). (Parameter 'axis')\nActual value was 2.", () => Tensor.Zeros([2, 3]).Sum(2));
        Expect.Error<ArgumentOutOfRangeException>("Shape [] has no axes. (Parameter 'axis')\nActual value was 0.", () => Tensor.Scalar(1).Sum(0));
        Expect.Error<ArgumentException>("Axis -1 is named twice. (Parameter 'axes')", () => Tensor.Zeros([2, 3]).Sum([1, -1]));
    }
}
