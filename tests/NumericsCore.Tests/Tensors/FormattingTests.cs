using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
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
    public void Of_a_tensor_without_elements_the_empty_brackets_are_as_few()
    {
        Assert.Equal("Tensor [2, 0] float32\n[[],\n []]", Tensor.Zeros([2, 0]).ToString());
        Assert.Equal(
            "Tensor [2000, 0] float32\n[[],\n [],\n [],\n ...,\n [],\n [],\n []]",
            Tensor.Zeros([2000, 0]).ToString());
        Assert.Equal(6 * 3 * 6 * 6, Tensor.Zeros([39, 3, 2553, 2871, 0]).ToString().Split("[]").Length - 1);
        Assert.EndsWith("\n[]", Tensor.Zeros([0, int.MaxValue, int.MaxValue]).ToString(), StringComparison.Ordinal);
    }

    /// <summary>The text is that of all elements copied to the host, whatever the axes, the element type, the place in memory and the device.</summary>
    [Property(MaxTest = 100)]
    public Property Of_any_shape_the_same_elements_are_shown_as_if_all_were_read() => Prop.ForAll(s_shapes, static extents =>
    {
        foreach (var device in Gpus.All.Append(Device.Cpu))
        {
            Shape shape = extents;
            int count = (int)shape.ElementCount, before = count % 5;
            foreach (var elementType in Enum.GetValues<ElementType>())
            {
                var values = Tensor.Uniform([before + count + 3], seed: 7, -1000, 1000, elementType: elementType, device: device);
                var part = values[before..(before + count)].Reshape(extents);
                string text = new FullText(part.ToDoubleArray(), extents).ToString();
                Assert.Equal($"Tensor {shape} {elementType.Name()}{(device == Device.Cpu ? "" : $" on {device}")}{(extents.Length < 2 ? " " : "\n")}{text}", part.ToString());
                Assert.Equal(part.ToString(), new Parameter(part).ToString());
            }
        }
    });

    [Fact]
    public void A_tensor_of_many_megabytes_is_not_copied_to_be_shown() => AssertNotCopied(Device.Cpu);

    [GpuFact]
    public void Nor_is_one_on_a_device() => Assert.All(Gpus.All, AssertNotCopied);

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
            Expect.Error<ArgumentException>("The interval [2.5, 1] is empty; expected min <= max. (Parameter 'min')", () => Make.Vector(1).Clamp(2.5, 1));
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

    private static readonly Arbitrary<int[]> s_shapes = Arb.From(
        from rank in Gen.Choose(0, 5)
        from extents in Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(1, 8)), (2, Gen.Choose(9, 40)), (1, Gen.Choose(990, 3000))).ArrayOf(rank)
        where extents.Aggregate(1L, static (count, extent) => count * extent) <= 20_000
        select extents);

    private static void AssertNotCopied(Device device)
    {
        foreach (Shape shape in (Shape[])[[4 << 20], [2048, 2048], [2, 1 << 10, 2, 1 << 10]])
        {
            var tensor = Tensor.Ones(shape, device: device);
            tensor.ToString();
            long before = GC.GetAllocatedBytesForCurrentThread();
            string text = tensor.ToString();
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, text.Length, 1 << 20);
        }
    }

    /// <summary>All elements in nested brackets, a long axis shortened after they are there.</summary>
    private sealed class FullText(double[] values, int[] extents)
    {
        private readonly string[] _numbers = [.. values.Select(static value => value.ToString("G6", CultureInfo.InvariantCulture)).Select(static number => number == "-0" ? "0" : number)];

        public override string ToString()
        {
            int width = Shown(0, 0).Select(index => _numbers[index].Length).DefaultIfEmpty().Max();
            return Text(0, 0, width);
        }

        private string Text(int axis, int start, int width)
        {
            if (axis == extents.Length) return _numbers[start].PadLeft(width);
            List<string> parts = [.. Places(axis).Select(i => Text(axis + 1, start + i * Stride(axis), width))];
            if (IsLong(axis)) parts.Insert(3, "...");
            return $"[{string.Join(axis == extents.Length - 1 ? ", " : ",\n" + new string(' ', axis + 1), parts)}]";
        }

        private IEnumerable<int> Shown(int axis, int start) =>
            axis == extents.Length ? [start] : Places(axis).SelectMany(i => Shown(axis + 1, start + i * Stride(axis)));

        private IEnumerable<int> Places(int axis) => Enumerable.Range(0, extents[axis]).Where(i => !IsLong(axis) || i < 3 || i >= extents[axis] - 3);

        private bool IsLong(int axis) => extents.Aggregate(1L, static (count, extent) => count * Math.Max(1, extent)) > 1000 && extents[axis] > 6;

        private int Stride(int axis) => extents.Skip(axis + 1).Aggregate(1, static (product, extent) => product * extent);
    }
}
