namespace NumericsCore.Testing.Tests;

/// <summary>Deliberately wrong operations: the law notices them, and the case it reports is the smallest that shows the error.</summary>
public class ShrinkingTests
{
    [Fact]
    public void A_wrong_operation_shrinks_to_the_smallest_network_that_has_it()
    {
        var wrong = NetworkActivation.Custom("wrong", static x => new WrongTanh().Apply(x));
        NetworkActivation[] activations = [.. Activation.All.Select(NetworkActivation.Of), wrong];
        var failure = Assert.Throws<GradientLawException>(() => GradientLaw.HoldsInNetworks(new NetworkOptions { Activations = activations }));
        Assert.Contains("Gradient check FAILED", failure.Message, StringComparison.Ordinal);

        // one layer of one unit without a bias, one input, one sample, the plainest loss, and the first seed
        Assert.Contains("Shrunk:\nnew RandomNetwork(1, [new(1, wrong, UseBias: false)], NetworkLoss.MeanSquaredError)\n", failure.Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_that_needs_weights_shrinks_to_a_network_with_these_weights_alone()
    {
        Assert.Equal("new RandomNetwork(1, [], NetworkLoss.MeanSquaredError, SampleWeights: true)", Shrunk(static network => network.SampleWeights));
        // any of the losses that have classes
        Assert.Matches(@"^new RandomNetwork\(1, \[\], NetworkLoss\.\w*CrossEntropy\w*, ClassWeights: true\)$", Shrunk(static network => network.ClassWeights));
        Assert.Equal("new RandomNetwork(1, [], NetworkLoss.MeanSquaredError)", Shrunk(static _ => true));

        static string Shrunk(Func<RandomNetwork, bool> fails)
        {
            var failure = Assert.Throws<GradientLawException>(() => GradientLaw.Holds(
                Generate.Networks(),
                network => fails(network) ? throw new NotSupportedException($"{network}") : network.CheckGradients()));
            string[] lines = failure.Message.ReplaceLineEndings("\n").Split('\n');
            return lines[Array.IndexOf(lines, "Shrunk:") + 1];
        }
    }

    [Fact]
    public void A_wrong_operation_on_one_tensor_shrinks_to_one_element()
    {
        var failure = Assert.Throws<GradientLawException>(() => GradientLaw.Holds(static x => new WrongTanh().Apply(x)));
        Assert.Contains("Shrunk:\nTensor.From(new double[] { 0 }, [])\n", failure.Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_is_not_summed_over_broadcast_axes_is_noticed()
    {
        var failure = Assert.Throws<GradientLawException>(() => GradientLaw.Holds(static (a, b) => new UnsummedProduct().Apply(a, b)));
        Assert.Contains("gave a gradient of shape", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Right_operations_pass()
    {
        GradientLaw.Holds(static x => x.Abs(), new TensorOptions { Kinks = [0] });
        GradientLaw.Holds(static (a, b) => a / b, new TensorOptions(), new TensorOptions { Low = 0.5, High = 2 });
        GradientLaw.HoldsInNetworks(new NetworkOptions { MaxDepth = 2 }, cases: 20);
    }

    /// <summary>tanh, whose pullback forgets the square.</summary>
    private sealed class WrongTanh : CustomOperation
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0].Tanh() + inputs[0] * 0.25;

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient) =>
            [gradient * (1 - inputs[0].Tanh())];
    }

    private sealed class UnsummedProduct : CustomOperation
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0] * inputs[1];

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient) =>
            [gradient * inputs[1], gradient * inputs[0]];
    }
}
