using System.Globalization;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Tensors;

public class FormattingTests
{
    [Fact]
    public void A_scalar_and_a_vector_stand_on_one_line()
    {
        Assert.Equal("Tensor [] float32 2.5", Tensor.Scalar(2.5).ToString());
        Assert.Equal("Tensor [3] float64 [  1, -20, 0.5]", Make.Vector(1, -20, 0.5).ToString());
        Assert.Equal("Tensor [0] float32 []", Tensor.Zeros([0]).ToString());
    }

    [Fact]
    public void A_matrix_is_aligned_in_columns() => Assert.Equal(
        "Tensor [2, 3] float32\n[[   1, 2.25,    3],\n [  -4,    5,  600]]",
        Tensor.From(new float[,] { { 1, 2.25f, 3 }, { -4, 5, 600 } }).ToString());

    [Fact]
    public void Further_axes_are_nested() => Assert.Equal(
        "Tensor [2, 2, 2] float64\n[[[0, 1],\n  [2, 3]],\n [[4, 5],\n  [6, 7]]]",
        Tensor.Range(0, 8, elementType: ElementType.Float64).Reshape(2, 2, 2).ToString());

    [Fact]
    public void Of_a_big_tensor_both_ends_of_each_axis_are_shown()
    {
        Assert.Equal("Tensor [1001] float32 [   0,    1,    2, ...,  998,  999, 1000]", Tensor.Range(0, 1001).ToString());
        Assert.Equal(
            "Tensor [300, 4] float32\n[[   0,    1,    2,    3],\n [   4,    5,    6,    7],\n [   8,    9,   10,   11],\n ...,\n"
            + " [1188, 1189, 1190, 1191],\n [1192, 1193, 1194, 1195],\n [1196, 1197, 1198, 1199]]",
            Tensor.Range(0, 1200).Reshape(300, 4).ToString());
        Assert.Equal(1000, Tensor.Range(0, 1000).ToString().Count(static c => c == ',') + 1);
    }

    [Fact]
    public void Special_values_have_names() => Assert.Equal(
        "Tensor [5] float64 [      NaN,  Infinity, -Infinity,         0,     1E-10]",
        Make.Vector(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1e-10).ToString());

    [Fact]
    public void Numbers_have_six_significant_digits() =>
        Assert.Equal("Tensor [3] float64 [   0.333333,      123457, 1.23457E+07]", Make.Vector(1.0 / 3, 123456.7, 12345678).ToString());

    [Fact]
    public void The_user_s_culture_changes_no_number()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("0,5", 0.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal("Tensor [2] float64 [0.5, 1.5]", Make.Vector(0.5, 1.5).ToString());
            Expect.Error<ArgumentException>("The interval [2.5, 1] is empty; expected low <= high. (Parameter 'low')", () => Make.Vector(1).Clamp(2.5, 1));
            Expect.Error<ArgumentException>(
                "Binary cross-entropy needs targets in [0, 1]; element 0 is 1.5. (Parameter 'target')", () => new BinaryCrossEntropy().Call(Make.Vector(0.5), Make.Vector(1.5)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        var tensor = Tensor.Zeros([2]);
        tensor.Dispose();
        Assert.Equal("Tensor [2] float32 (disposed)", tensor.ToString());
    }

    [Fact]
    public void Another_device_is_named() => Assert.Equal("Tensor [1] float32 on cpu [0]", Tensor.Zeros([1], device: Device.CreateCpu(1)).ToString());
}
