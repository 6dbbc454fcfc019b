using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Operations;

/// <summary>What holds for every operation of the table, found by enumeration.</summary>
public class OperationTableTests
{
    private static readonly Device[] s_variants =
    [
        Device.CreateCpu(1, 0), Device.CreateCpu(1, 128), Device.CreateCpu(1, 256), Device.CreateCpu(2, 512), Device.CreateCpu(3, 256),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, OperationCases.All.Count)];

    [Fact]
    public void Every_operation_has_a_case_and_every_case_an_operation() =>
        Assert.Equal(OperationCases.Marked.Select(method => method.Name).Distinct().Order(), OperationCases.All.Select(c => c.Operation).Distinct().Order());

    [Fact]
    public void Every_public_method_that_makes_a_tensor_from_tensors_is_an_operation_or_known_not_to_be()
    {
        // comparisons and positions have no gradient; formulas of anyone's are tested in an assembly of their own; the others call operations with other arguments
        string[] known =
        [
            "LessThan", "LessThanOrEqualTo", "GreaterThan", "GreaterThanOrEqualTo", "EqualTo", "NotEqualTo", "ArgMax", "ArgMin",
            "From", "Scalar", "Zeros", "Ones", "Full", "Range", "Identity", "Uniform", "Normal",
            "Apply", "Reduce", "WithGradient", "Detach", "Transpose", "Stack", "get_T", "get_Item", "get_Gradient",
        ];
        var marked = OperationCases.Marked.Select(method => method.Name).ToHashSet();
        var unknown = typeof(Tensor).GetMethods().Where(method => method.ReturnType == typeof(Tensor)).Select(method => method.Name).Distinct()
            .Where(name => !marked.Contains(name) && !known.Contains(name));
        Assert.Empty(unknown);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_agrees_with_the_float64_reference(int index)
    {
        var @case = OperationCases.All[index];
        var inputs = @case.Inputs(ElementType.Float64);
        double[] expected = @case.Reference([.. inputs.Select(input => input.ToArray<double>())]);
        double[] actual = @case.Function(inputs).ToDoubleArray();
        AssertClose(@case, expected, actual, Math.ScaleB(1, -52));

        double[] single = @case.Function(@case.Inputs(ElementType.Float32)).ToDoubleArray();
        AssertClose(@case, expected, single, Math.ScaleB(1, -23));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_agrees_with_central_differences(int index)
    {
        var @case = OperationCases.All[index];
        var result = GradientCheck.Run(@case.Function, @case.Inputs(ElementType.Float64));
        Assert.True(result.Passed, $"{@case}: {result}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_input_of_another_device_or_element_type_is_refused(int index)
    {
        var @case = OperationCases.All[index];
        // the condition of a choice is made from its input within the case
        var inputs = @case.Inputs(ElementType.Float64);
        for (int i = 0; i < inputs.Length && inputs.Length > 1; i++)
        {
            foreach (var moved in (Tensor[])[inputs[i].To(s_variants[0]), inputs[i].To(ElementType.Float32)])
            {
                Tensor[] mixed = [.. inputs];
                mixed[i] = moved;
                Assert.Contains("The tensors ", Assert.Throws<ArgumentException>(() => @case.Function(mixed)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_lane_width_and_thread_count_gives_the_same_bits_forward_and_backward(int index)
    {
        var @case = OperationCases.All[index];
        foreach (var device in s_variants) AssertSameBitsAsCpu(@case, device);
    }

    [GpuTheory]
    [MemberData(nameof(Cases))]
    public void A_device_gives_the_bits_of_the_cpu_forward_and_backward(int index)
    {
        foreach (var device in Gpus.All) AssertSameBitsAsCpu(OperationCases.All[index], device);
    }

    private static void AssertSameBitsAsCpu(OperationCase @case, Device device)
    {
        foreach (var type in (ElementType[])[ElementType.Float32, ElementType.Float64])
        {
            var expected = ForwardAndBackward(@case, type, Device.Cpu);
            var actual = ForwardAndBackward(@case, type, device);
            for (int i = 0; i < expected.Length; i++) Assert.True(SameBits(expected[i], actual[i]), $"{@case}, {type}, {device.Description}: output {i} differs");
        }
    }

    /// <summary>The result, then the gradient of each input.</summary>
    private static double[][] ForwardAndBackward(OperationCase @case, ElementType type, Device device)
    {
        Tensor[] leaves = [.. @case.Inputs(type, device).Select(input => input.WithGradient())];
        var result = @case.Function(leaves);
        if (result.RequiresGradient) result.Backward(Tensor.Uniform(result.Shape, seed: 11, elementType: result.ElementType, device: result.Device));
        return [result.ToDoubleArray(), .. leaves.Select(leaf => leaf.Gradient?.ToDoubleArray() ?? [])];
    }

    private static bool SameBits(double[] a, double[] b) =>
        a.Length == b.Length && a.Zip(b).All(pair => BitConverter.DoubleToInt64Bits(pair.First) == BitConverter.DoubleToInt64Bits(pair.Second));

    private static void AssertClose(OperationCase @case, double[] expected, double[] actual, double unit)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Length == 0 ? 0 : expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            // a sum of terms of both signs may be far smaller than its terms, so part of the bound goes by the largest result
            double bound = @case.Tolerance * unit * (Math.Abs(expected[i]) + 0.1 * scale);
            Assert.True(Math.Abs(expected[i] - actual[i]) <= bound, $"{@case}: element {i} is {actual[i]:R}, expected {expected[i]:R} ± {bound:G2}");
        }
    }
}
