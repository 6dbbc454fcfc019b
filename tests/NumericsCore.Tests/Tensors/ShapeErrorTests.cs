using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Tensors;

public class ShapeErrorTests
{
    private static readonly Tensor s_x = Tensor.Zeros([2, 3]);

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named_with_the_axis()
    {
        Expect.Error<ArgumentException>(
            "Shapes [2, 3] and [2, 4] do not broadcast: extents 3 and 4 of axis 1 differ, and neither is 1.", () => _ = s_x + Tensor.Zeros([2, 4]));
        Expect.Error<ArgumentException>(
            "Shapes [2, 3] and [2] do not broadcast: extents 3 and 2 of axis 1 differ, and neither is 1.", () => _ = s_x * Tensor.Zeros([2]));
        Expect.Error<ArgumentException>("A tensor of shape [2, 3] does not broadcast to [3]. (Parameter 'shape')", () => s_x.BroadcastTo([3]));
    }

    [Fact]
    public void Operands_have_one_element_type_and_one_device()
    {
        Expect.Error<ArgumentException>(
            "The tensors have different element types, float32 and float64; convert one with To(ElementType) first. (Parameter 'b')",
            () => _ = s_x + Tensor.Zeros([2, 3], ElementType.Float64));
        Expect.Error<ArgumentException>(
            "The tensors are on different devices, cpu and cpu; move one with To(Device) first. (Parameter 'b')",
            () => _ = s_x + Tensor.Zeros([2, 3], device: Device.CreateCpu(1)));
        Expect.Error<ArgumentException>(
            "The tensors have different element types, float32 and float64; convert one with To(ElementType) first. (Parameter 'other')",
            () => s_x.MatMul(Tensor.Zeros([3, 1], ElementType.Float64)));
    }

    [Fact]
    public void A_product_names_the_inner_extents()
    {
        Expect.Error<ArgumentException>("The inner extents of [2, 3] · [2, 3] differ: 3 and 2. (Parameter 'other')", () => s_x.MatMul(s_x));
        Expect.Error<ArgumentException>(
            "A matrix product needs two axes or more on both sides; the shapes are [2, 3] and [3]. (Parameter 'other')", () => s_x.MatMul(Tensor.Zeros([3])));
    }

    [Fact]
    public void A_new_shape_has_the_same_number_of_elements()
    {
        Assert.Equal([3, 2], s_x.Reshape(3, -1).Shape);
        Expect.Error<ArgumentException>(
            "A tensor of shape [2, 3] has 6 elements and cannot take shape [4], which has 4. (Parameter 'shape')", () => s_x.Reshape(4));
        Expect.Error<ArgumentException>(
            "No extent in place of -1 gives shape [4, -1] the 6 elements of shape [2, 3]. (Parameter 'shape')", () => s_x.Reshape(4, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_x.Reshape(-1, -1));
    }

    [Fact]
    public void Axes_are_permuted_as_a_whole()
    {
        Expect.Error<ArgumentException>("The axes [0, 0] are not a permutation of the 2 axes of shape [2, 3]. (Parameter 'axes')", () => s_x.Permute(0, 0));
        Expect.Error<InvalidOperationException>(
            "T is the transpose of a matrix; this tensor has shape [3]. Use Permute or Transpose.", () => _ = Tensor.Zeros([3]).T);
    }

    [Fact]
    public void Parts_differ_in_one_axis_only()
    {
        Expect.Error<ArgumentException>("Shapes [2, 3] and [2, 4] differ in more than axis 0. (Parameter 'tensors')", () => Tensor.Concatenate([s_x, Tensor.Zeros([2, 4])]));
        Expect.Error<ArgumentException>("There is nothing to concatenate. (Parameter 'tensors')", () => Tensor.Concatenate([]));
        Expect.Error<ArgumentException>("There is nothing to stack. (Parameter 'tensors')", () => Tensor.Stack([]));
    }

    [Fact]
    public void Tensors_stack_along_a_new_axis()
    {
        Tensor a = Make.Vector(1, 2), b = Make.Vector(3, 4);
        Bits.AssertEqual(Make.Of([2, 2], 1, 2, 3, 4), Tensor.Stack([a, b]));
        Bits.AssertEqual(Make.Of([2, 2], 1, 3, 2, 4), Tensor.Stack([a, b], -1));
    }

    [Fact]
    public void Empty_axes_have_no_extremes()
    {
        var empty = Tensor.Zeros([2, 0]);
        Expect.Error<InvalidOperationException>("Max over an empty axis of shape [2, 0] has no value.", () => empty.Max(1));
        Expect.Error<InvalidOperationException>("ArgMax over an empty axis of shape [2, 0] has no value.", () => empty.ArgMax());
        Assert.True(double.IsNaN(empty.Mean().ToScalar()));
        Assert.Equal(0, empty.Sum().ToScalar());
    }

    [Fact]
    public void Intervals_and_rates_are_checked()
    {
        Expect.Error<ArgumentException>("The interval [2, 1] is empty; expected min <= max. (Parameter 'min')", () => s_x.Clamp(2, 1));
        Expect.Error<ArgumentOutOfRangeException>("A dropout rate lies in [0, 1). (Parameter 'rate')\nActual value was 1.", () => s_x.Dropout(1, 0));
    }
}
