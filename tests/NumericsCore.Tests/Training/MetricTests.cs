using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

public class MetricTests
{
    [Fact]
    public void Accuracy_of_one_output_is_about_the_right_side_of_a_half()
    {
        var p = Make.Of([5, 1], 0.5, 0.49, 0.9, 0.1, 0.6);
        Assert.Equal(0.6, Metric.Accuracy.Call(p, Make.Vector(1, 0, 1, 1, 0)).ToScalar(), 1e-15);
        Assert.Equal(0.6, Metric.Accuracy.Call(p, Make.Of([5, 1], 1, 0, 1, 1, 0)).ToScalar(), 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Accuracy_refuses_another_number_of_targets_than_predictions(int targets)
    {
        var error = Assert.Throws<ArgumentException>(() => Metric.Accuracy.Call(Make.Of([2, 1], 0.1, 0.9), Tensor.Zeros([targets], ElementType.Float64)));
        Assert.Contains($"[{targets}]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accuracy_of_several_outputs_is_about_the_greatest()
    {
        var p = Make.Of([4, 3], 0.2, 0.5, 0.3, 0.4, 0.4, 0.2, 0.1, 0.2, 0.7, 3, -1, 2);
        Tensor classes = Make.Vector(1, 1, 2, 0), oneHot = classes.Reshape(4, 1).EqualTo(Tensor.Range(0, 3, elementType: ElementType.Float64));
        // of equal outputs the first counts, so the second row is wrong
        Assert.Equal(0.75, Metric.Accuracy.Call(p, classes).ToScalar());
        Assert.Equal(0.75, Metric.Accuracy.Call(p, classes.Reshape(4, 1)).ToScalar());
        Assert.Equal(0.75, Metric.Accuracy.Call(p, oneHot).ToScalar());
    }

    [Fact]
    public void Mean_absolute_error()
    {
        Assert.Equal(1.5, Metric.MeanAbsoluteError.Call(Make.Of([2, 1], 1, 2), Make.Vector(0, 4)).ToScalar());
        Assert.Equal("mean_absolute_error", Metric.MeanAbsoluteError.Name);
    }
}
