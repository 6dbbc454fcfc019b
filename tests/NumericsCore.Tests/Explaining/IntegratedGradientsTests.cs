using FsCheck.Xunit;

namespace NumericsCore.Tests.Explaining;

/// <summary>Attributions by integrated gradients.</summary>
public class IntegratedGradientsTests
{
    /// <summary>The axiom of completeness: the attributions of a row add up to F(x) − F(baseline), here for smooth networks in float64.</summary>
    [Property(MaxTest = 40)]
    public bool Attributions_add_up_to_what_the_output_differs_from_the_baselines_by(byte width, byte outputs, byte seed)
    {
        int features = 1 + width % 5, classes = 1 + outputs % 3;
        var model = new Sequential(new Dense(4, Activation.Tanh), new Dense(classes, Activation.Softplus));
        model.Build([features], seed, ElementType.Float64);
        var x = Tensor.Normal([7, features], seed: seed + 1UL, elementType: ElementType.Float64);
        var baseline = Tensor.Normal([features], seed: seed + 2UL, elementType: ElementType.Float64);
        var found = IntegratedGradients.Attribute(model, x, seed % classes, baseline);
        return found.CompletenessErrors().All(static error => error < 1e-9);
    }

    /// <summary>Gauss and Legendre's rule of two nodes is exact for the cubic path of a product of two.</summary>
    [Fact]
    public void A_product_is_shared_out_as_the_formula_says()
    {
        var x = Tensor.From([2.0, 6, -1, 4], [2, 2]);
        var found = IntegratedGradients.Attribute(static x => x[.., 0..1] * x[.., 1..2] + 3.0, x, steps: 2);
        // ∫ 2·6α dα = 6 for each of the two factors
        Assert.Equal([6, 6, -2, -2], found.Values.ToDoubleArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([15.0, -1], found.Outputs.ToDoubleArray());
        Assert.Equal([3.0, 3], found.BaselineOutputs.ToDoubleArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(50)]
    public void The_rule_integrates_every_power_that_it_has_to(int count)
    {
        var (nodes, weights) = GaussLegendre.OnUnitInterval(count);
        for (int power = 0; power < 2 * count; power++)
            Assert.Equal(1.0 / (power + 1), nodes.Zip(weights, (x, w) => w * Math.Pow(x, power)).Sum(), 1e-13);
    }

    [Fact]
    public void Gradients_of_parameters_stay_as_they_were()
    {
        var model = new Sequential(new Dense(3, Activation.Relu), new Dense(1));
        model.Build([2], seed: 1);
        var x = Tensor.Normal([5, 2], seed: 2);
        model.Call(x).Sum().Backward();
        float[][] before = [.. model.Parameters.Select(static parameter => parameter.Gradient!.ToArray<float>())];
        IntegratedGradients.Attribute(model, x, steps: 3);
        Assert.Equal(before, model.Parameters.Select(static parameter => parameter.Gradient!.ToArray<float>()));
        model.Call(x).Sum().Backward();
        Assert.Equal(before[0].Select(static g => 2 * g), model.Parameters[0].Gradient!.ToArray<float>());
    }

    [Fact]
    public void A_constant_function_gives_nothing()
    {
        var found = IntegratedGradients.Attribute(static x => Tensor.Ones([x.Shape[0]]), Tensor.Ones([2, 3]));
        Assert.Equal(new float[6], found.Values.ToArray<float>());
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var x = Tensor.Ones([2, 3]);
        var model = new Sequential(new Dense(1));
        model.Build([3]);
        Assert.Contains("inputs has shape [3]", Assert.Throws<ArgumentException>(() => IntegratedGradients.Attribute(model, Tensor.Ones([3]))).Message, StringComparison.Ordinal);
        Assert.Contains("baseline has shape [2]; expected [3]", Assert.Throws<ArgumentException>(() => IntegratedGradients.Attribute(model, x, baseline: Tensor.Ones([2]))).Message, StringComparison.Ordinal);
        Assert.Contains("gave shape [2, 3] for 2 rows", Assert.Throws<ArgumentException>(() => IntegratedGradients.Attribute(static x => x, x)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegratedGradients.Attribute(model, x, output: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegratedGradients.Attribute(model, x, steps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegratedGradients.Attribute(model, x, steps: 10_001));
    }
}
