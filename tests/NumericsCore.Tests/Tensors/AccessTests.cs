using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Tensors;

public class AccessTests
{
    private static readonly Tensor s_matrix = Make.Of([2, 3], 1, 2, 3, 4, 5, 6);

    [Fact]
    public void An_element_is_read_by_an_index_for_each_axis()
    {
        Assert.Equal(6, s_matrix.GetValue(1, 2));
        Assert.Equal(6, s_matrix.GetValue(-1, -1));
        Assert.Equal(7, Tensor.Scalar(7).GetValue());
    }

    [Fact]
    public void Wrong_element_indices_are_named()
    {
        Expect.Error<ArgumentException>("1 indices for a tensor of shape [2, 3]; expected 2. (Parameter 'index')", () => s_matrix.GetValue(1));
        Expect.Error<ArgumentOutOfRangeException>(
            "Axis 1 of shape [2, 3] has indices 0 to 2 (or -3 to -1). (Parameter 'index')\nActual value was 3.", () => s_matrix.GetValue(1, 3));
    }

    [Fact]
    public void Indices_and_ranges_select_parts()
    {
        Assert.Equal([4, 5, 6], s_matrix[1].ToDoubleArray());
        Assert.Equal([4, 5, 6], s_matrix[-1].ToDoubleArray());
        Assert.Equal([4, 5, 6], s_matrix[^1].ToDoubleArray());
        Assert.Equal([2, 5], s_matrix[TensorIndex.All, 1].ToDoubleArray());
        Assert.Equal([2, 1], s_matrix[.., 2..].Shape);
        Assert.Equal([1, 3, 4, 6], s_matrix[.., TensorIndex.Every(2, ..)].ToDoubleArray());
        Assert.Equal(Shape.Scalar, s_matrix[0, 0].Shape);
        Assert.Equal([0, 3], s_matrix[1..1].Shape);
        Bits.AssertEqual(s_matrix, s_matrix[TensorIndex.All]);
    }

    [Fact]
    public void A_part_is_a_copy_that_outlives_the_whole()
    {
        var whole = Make.Vector(1, 2, 3);
        var part = whole[1..];
        whole.Dispose();
        Assert.Equal([2, 3], part.ToDoubleArray());
    }

    [Fact]
    public void Indices_outside_an_axis_are_named_with_its_extent()
    {
        Expect.Error<ArgumentOutOfRangeException>("Index 2 lies outside axis 0, which has 2 elements. (Parameter 'indices')", () => _ = s_matrix[2]);
        Expect.Error<ArgumentOutOfRangeException>("Index ^3 lies outside axis 0, which has 2 elements. (Parameter 'indices')", () => _ = s_matrix[-3]);
        Expect.Error<ArgumentOutOfRangeException>("Range 1..4 lies outside axis 1, which has 3 elements. (Parameter 'indices')", () => _ = s_matrix[0, 1..4]);
        Expect.Error<ArgumentOutOfRangeException>("Range 2..1 ends before it starts on axis 1, which has 3 elements; expected one that goes up, such as 1..3. (Parameter 'indices')", () => _ = s_matrix[0, 2..1]);
        Expect.Error<ArgumentOutOfRangeException>("Range ^1..^2 ends before it starts on axis 1, which has 3 elements; expected one that goes up, such as 1..3. (Parameter 'indices')", () => _ = s_matrix[0, ^1..^2]);
        Expect.Error<ArgumentOutOfRangeException>("Range 5..4 lies outside axis 1, which has 3 elements. (Parameter 'indices')", () => _ = s_matrix[0, 5..4]);
        Expect.Error<ArgumentException>("3 indices for a tensor of shape [2, 3], which has 2 axes. (Parameter 'indices')", () => _ = s_matrix[0, 0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => TensorIndex.Every(0, ..));
    }

    [Fact]
    public void Rows_that_are_not_there_are_named() => Expect.Error<ArgumentOutOfRangeException>(
        "A tensor of shape [2, 3] has rows 0 to 1. (Parameter 'indices')\nActual value was 2.", () => s_matrix.GatherRows(0, 2));

    [Fact]
    public void Elements_are_read_as_their_own_type_or_as_double()
    {
        var single = Tensor.From([1f, 0.1f]);
        Assert.Equal([1, (double)0.1f], single.ToDoubleArray());
        Expect.Error<InvalidOperationException>("The elements are float32, not float64; convert with To(ElementType) first.", () => single.ToArray<double>());
        Expect.Error<InvalidOperationException>("The elements are float64, not float32; convert with To(ElementType) first.", () => s_matrix.CopyTo(new float[6].AsSpan()));
        Expect.Error<ArgumentException>("The destination has room for 5 elements; a tensor of shape [2, 3] has 6. (Parameter 'destination')", () => s_matrix.CopyTo(new double[5].AsSpan()));
        Expect.Error<InvalidOperationException>("A tensor of shape [2, 3] has 6 elements; ToScalar needs exactly 1.", () => s_matrix.ToScalar());
        Assert.Equal(4, Make.Of([1, 1], 4).ToScalar());
    }

    [Fact]
    public void Element_types_convert_with_one_rounding()
    {
        double[] values = [0.1, 1 + 1e-10, 1e-46, double.NaN, 1e300];
        Assert.Equal(values.Select(static value => (float)value), Tensor.From(values).To(ElementType.Float32).ToArray<float>());
        var single = Tensor.From([0.1f, float.PositiveInfinity, -0f]);
        Assert.Equal([(double)0.1f, double.PositiveInfinity, -0.0], single.To(ElementType.Float64).ToArray<double>());
        Assert.Same(single, single.To(ElementType.Float32));
    }
}
