using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Layers;

/// <summary>Dense layers one after another share kernels in the backward pass, and take a dropout that follows into their own.</summary>
public class DenseChainTests
{
    private static readonly Tensor s_x = Make.Random([7, 5]), s_seed = Make.Random([7, 3], stream: 9);

    public static TheoryData<string> Activations => [.. Activation.All.Select(static activation => activation.Name)];

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_chain_has_the_gradients_of_its_parts(string name)
    {
        var activation = Activation.All.Single(activation => activation.Name == name);
        Dense first = new(6, activation), second = new(3, activation);
        new Sequential(first, second).Build([5], seed: 1, ElementType.Float64);
        var together = Gradients(first, second, x => second.Call(first.Call(x)));
        // a copy between the layers keeps them apart
        var apart = Gradients(first, second, x => second.Call(first.Call(x).Copy()));
        for (int i = 0; i < apart.Length; i++) Bits.AssertEqual(apart[i], together[i]);
    }

    [Fact]
    public void A_result_in_between_may_be_used_elsewhere_too()
    {
        Dense first = new(6, Activation.Tanh), second = new(6, Activation.Relu), third = new(3);
        var model = new Sequential(first, second, third);
        model.Build([5], seed: 1, ElementType.Float64);
        var result = GradientCheck.Run(
            () =>
            {
                var hidden = first.Call(s_x);
                return third.Call(second.Call(hidden) + hidden) * hidden.Sum(1, keepDims: true);
            }, model.Parameters);
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void A_result_in_between_may_be_differentiated_itself()
    {
        Dense first = new(6, Activation.Tanh), second = new(3);
        new Sequential(first, second).Build([5], seed: 1, ElementType.Float64);
        var hidden = first.Call(s_x);
        var output = second.Call(hidden);
        output.Backward(s_seed);
        var whole = first.Weight!.Gradient!.Copy();
        first.Weight.ClearGradient();
        hidden.Backward(Make.Random([7, 6]));
        var part = first.Weight.Gradient!.Copy();
        first.Weight.ClearGradient();
        first.Call(s_x).Backward(Make.Random([7, 6]));
        Bits.AssertEqual(first.Weight.Gradient!, part);
        output.Backward(s_seed);
        Near.AssertEqual((whole + part).ToDoubleArray(), first.Weight.Gradient!);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void Whatever_is_frozen_the_others_gradients_stay_the_same(bool trainWeight, bool trainBias)
    {
        Dense first = new(6, Activation.Sigmoid), second = new(3, Activation.Tanh);
        new Sequential(first, second).Build([5], seed: 1, ElementType.Float64);
        double[] inputs = Gradient(), weights = second.Weight!.Gradient!.ToDoubleArray(), biases = second.Bias!.Gradient!.ToDoubleArray(), firsts = first.Weight!.Gradient!.ToDoubleArray();

        second.Weight.IsTrainable = trainWeight;
        second.Bias.IsTrainable = trainBias;
        Assert.Equal(inputs, Gradient());
        Assert.Equal(firsts, first.Weight.Gradient!.ToDoubleArray());
        AssertGradient(weights, second.Weight, trainWeight);
        AssertGradient(biases, second.Bias, trainBias);

        double[] Gradient()
        {
            foreach (var parameter in (Parameter[])[.. first.Parameters, .. second.Parameters]) parameter.ClearGradient();
            var x = s_x.WithGradient();
            second.Call(first.Call(x)).Backward(s_seed);
            return x.Gradient!.ToDoubleArray();
        }

        static void AssertGradient(double[] expected, Parameter parameter, bool trained)
        {
            if (trained) Near.AssertEqual(expected, parameter.Gradient!, 1e-14);
            else Assert.Null(parameter.Gradient);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_dropout_that_follows_does_as_it_would_alone(string name)
    {
        var activation = Activation.All.Single(activation => activation.Name == name);
        Dense first = new(6, activation), second = new(3);
        var dropout = new Dropout(0.4);
        var model = new Sequential(first, dropout, second);
        model.Build([5], seed: 1, ElementType.Float64);
        var numbers = new StepNumbers(Device.Cpu, rows: 0, ruleBytes: 16);
        numbers.Upload(batchStart: 0, step: 4, rows: 0);
        var together = Gradients(first, second, x => model.Call(x, Step()));
        var called = Gradients(first, second, x => second.Call(dropout.Call(first.Call(x), Step())));
        // copies between the layers keep them apart
        var apart = Gradients(first, second, x => second.Call(dropout.Call(first.Call(x).Copy(), Step()).Copy()));
        Bits.AssertEqual(second.Call(dropout.Call(first.Call(s_x), Step())), model.Call(s_x, Step()));
        for (int i = 0; i < apart.Length; i++)
        {
            Bits.AssertEqual(apart[i], together[i]);
            Bits.AssertEqual(apart[i], called[i]);
        }

        var result = GradientCheck.Run(() => model.Call(s_x, Step()), model.Parameters);
        Assert.True(result.Passed, result.ToString());

        ForwardContext Step() => ForwardContext.OfStep(numbers.Step);
    }

    [Fact]
    public void A_dropout_at_the_end_scales_what_it_keeps_of_the_gradient()
    {
        Dense dense = new(3, Activation.Relu);
        var dropout = new Dropout(0.4);
        var model = new Sequential(dense, dropout);
        model.Build([5], seed: 1, ElementType.Float64);
        var x = s_x.WithGradient();
        var y = model.Call(x, training: true);
        y.Backward(s_seed);

        // what was dropped is 0, as is what the activation cut off
        double[] kept = [.. y.ToDoubleArray().Zip(s_seed.ToDoubleArray(), static (value, seed) => value > 0 ? seed / (1 - 0.4) : 0)];
        Assert.Contains(kept, static gradient => gradient != 0);
        var sums = Make.Of([7, 3], kept);
        Near.AssertEqual(sums.MatMul(dense.Weight!.T).ToDoubleArray(), x.Gradient!);
        Near.AssertEqual(s_x.T.MatMul(sums).ToDoubleArray(), dense.Weight.Gradient!);
    }

    /// <summary>Of the input, then of the parameters of both layers.</summary>
    private static Tensor[] Gradients(Dense first, Dense second, Func<Tensor, Tensor> function)
    {
        Parameter[] parameters = [.. first.Parameters, .. second.Parameters];
        foreach (var parameter in parameters) parameter.ClearGradient();
        var x = s_x.WithGradient();
        function(x).Backward(s_seed);
        return [x.Gradient!, .. parameters.Select(static parameter => parameter.Gradient!.Copy())];
    }
}
