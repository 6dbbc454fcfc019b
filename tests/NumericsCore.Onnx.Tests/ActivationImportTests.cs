namespace NumericsCore.Onnx.Tests;

/// <summary>Activations of other tools' files become layers of the library, which train and are saved.</summary>
public class ActivationImportTests
{
    public static TheoryData<string> Decomposed => [.. ActivationCases.Decomposed.Keys];

    [Theory]
    [MemberData(nameof(Decomposed))]
    public void An_activation_of_several_nodes_is_one_layer(string name)
    {
        var (make, layer) = ActivationCases.Decomposed[name];
        var model = Foreign.Import(make().Bytes);
        if (layer is not null) Assert.Equal([layer], model.Children.Select(static child => child.GetType()));
        else Assert.DoesNotContain(model.Children, static child => child is Silu or Gelu or GeluTanh or Mish or HardSwish or LogSigmoid);
    }

    [Fact]
    public void It_is_part_of_the_dense_layer_before_it()
    {
        var model = Foreign.Import(new Foreign(13, 4).Weights("w", 4, 3).Weights("b", 3).Node("Gemm", "x w b", "s").Node("Sigmoid", "s", "g").Node("Mul", "s g", "y").Bytes);
        Assert.Same(Activation.Silu, Assert.IsType<Dense>(Assert.Single(model.Children)).Activation);
    }

    [Fact]
    public void Operators_become_layers_with_their_attributes()
    {
        Assert.Equal(0.25, Assert.IsType<Elu>(Imported("Elu", Foreign.Float("alpha", 0.25f))).Alpha);
        Assert.Equal(1, Assert.IsType<Elu>(Imported("Elu")).Alpha);
        Assert.Equal(0.125, Assert.IsType<LeakyRelu>(Imported("LeakyRelu", Foreign.Float("alpha", 0.125f))).NegativeSlope);
        Assert.Equal((double)0.01f, Assert.IsType<LeakyRelu>(Imported("LeakyRelu")).NegativeSlope);
        Assert.IsType<Selu>(Imported("Selu"));
        Assert.IsType<Softplus>(Imported("Softplus"));
        Assert.IsType<Softsign>(Imported("Softsign"));
        Assert.IsType<HardSigmoid>(Imported("HardSigmoid", Foreign.Float("alpha", 1 / 6f)));
        Assert.IsNotType<HardSigmoid>(Imported("HardSigmoid"));
        Assert.IsType<GeluTanh>(Imported("Gelu", Foreign.Text("approximate", "tanh")));
        Assert.IsType<Gelu>(Imported("Gelu"));

        static Layer Imported(string operation, params ReadOnlySpan<Schema.AttributeProto> attributes) => Foreign.Import(new Foreign(21, 4).Node(operation, "x", "y", attributes).Bytes).Children.Single();
    }

    [Fact]
    public void A_slope_of_prelu_is_a_parameter_that_trains()
    {
        var model = Foreign.Import(new Foreign(13, 2).Weights("s", 2).Node("PRelu", "x s", "y").Bytes);
        Assert.Equal(["p_relu_1.slope"], model.NamedParameters.Keys);
        Assert.Equal(Foreign.Random([2]), model.Parameters[0].ToArray<float>());
        var x = Tensor.Uniform([128, 2], seed: 1, -1, 1);
        model.Compile(new Adam(0.05), new MeanSquaredError());
        model.Fit(x, x.Relu(), epochs: 60, batchSize: 32, seed: 2);
        Assert.All(model.Parameters[0].ToArray<float>(), static slope => Assert.Equal(0, slope, 0.02f));
        var shared = Foreign.Import(ActivationCases.Cases().Single(static item => item.Name == "prelu used twice").Make().Bytes);
        Assert.Single(shared.Parameters);
    }

    [Theory]
    [InlineData("Gelu", 19, "the operator is there from opset 20 on, and the file's is 19")]
    [InlineData("Mish", 17, "the operator is there from opset 18 on, and the file's is 17")]
    [InlineData("HardSwish", 13, "the operator is there from opset 14 on, and the file's is 13")]
    [InlineData("Erf", 8, "the operator is there from opset 9 on, and the file's is 8")]
    public void An_operator_of_a_later_opset_is_named(string operation, int opset, string rule) =>
        Assert.Contains(rule, Assert.Throws<ModelFileException>(() => Foreign.Import(new Foreign(opset, 4).Node(operation, "x", "y").Bytes)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_an_operator_cannot_have_is_named()
    {
        Assert.Contains("approximate is 'erf'; expected 'none' or 'tanh'", Refused(new Foreign(21, 4).Node("Gelu", "x", "y", Foreign.Text("approximate", "erf"))), StringComparison.Ordinal);
        Assert.Contains("alpha is NaN; expected a finite number", Refused(new Foreign(21, 4).Node("Elu", "x", "y", Foreign.Float("alpha", float.NaN))), StringComparison.Ordinal);
        Assert.Contains("alpha is Infinity; expected a finite number", Refused(new Foreign(21, 4).Node("LeakyRelu", "x", "y", Foreign.Float("alpha", float.PositiveInfinity))), StringComparison.Ordinal);
        Assert.Contains("attribute 'gamma' is not one of this operator", Refused(new Foreign(21, 4).Node("Elu", "x", "y", Foreign.Float("gamma", 1))), StringComparison.Ordinal);
        Assert.Contains("which does not broadcast to samples of shape [1]", Refused(new Foreign(21, 1).Weights("s", 3).Node("PRelu", "x s", "y")), StringComparison.Ordinal);
        Assert.Contains("shapes [4] and [3] of samples do not broadcast", Refused(new Foreign(21, 4).Weights("s", 3).Node("PRelu", "x s", "y")), StringComparison.Ordinal);
        Assert.Contains("is no constant of the file", Refused(new Foreign(21, 4).Node("PRelu", "x x", "y")), StringComparison.Ordinal);
        Assert.Contains("the interval [2, 1] is empty", Refused(new Foreign(9, 4).Node("Clip", "x", "y", Foreign.Float("min", 2), Foreign.Float("max", 1))), StringComparison.Ordinal);
        Assert.Contains("the upper bound is no constant number", Refused(new Foreign(13, 4).Node("Clip", "x - x", "y")), StringComparison.Ordinal);

        static string Refused(Foreign file) => Assert.Throws<ModelFileException>(() => Foreign.Import(file.Bytes)).Message;
    }
}
