namespace NumericsCore.Onnx.Tests;

/// <summary>Models with every built-in layer and every activation, by a name.</summary>
internal static class LayerCases
{
    public static readonly IReadOnlyDictionary<string, (Func<Layer> Make, int[] Sample)> All = Cases().ToDictionary(static item => item.Name, static item => (item.Make, item.Sample));

    public static TheoryData<string, ElementType> Names()
    {
        var data = new TheoryData<string, ElementType>();
        foreach (string name in All.Keys)
        {
            data.Add(name, ElementType.Float32);
            data.Add(name, ElementType.Float64);
        }

        return data;
    }

    /// <summary>The model, built, with a batch for it.</summary>
    public static (Layer Model, Tensor Batch) Make(string name, ElementType type, int samples = 5)
    {
        var (make, sample) = All[name];
        var model = make();
        model.Build([.. sample], seed: 3, type);
        return (model, Tensor.Uniform([samples, .. sample], seed: 4, -3, 3, elementType: type));
    }

    private static IEnumerable<(string Name, Func<Layer> Make, int[] Sample)> Cases()
    {
        foreach (var activation in Activation.All)
        {
            yield return ($"dense {activation}", () => new Dense(3, activation, biasInitializer: Initializer.Uniform(0.5)), [4]);
            yield return ($"dense {activation} without bias", () => new Dense(3, activation, useBias: false), [4]);
            yield return ($"dense {activation} on rows", () => new Dense(3, activation, biasInitializer: Initializer.Uniform(0.5)), [2, 4]);
            yield return ($"{activation} of one's own", () => new OwnActivation(activation), [4]);
        }

        yield return ("relu", static () => new Relu(), [2, 3]);
        yield return ("sigmoid", static () => new Sigmoid(), [2, 3]);
        yield return ("tanh", static () => new Tanh(), [2, 3]);
        yield return ("softmax", static () => new Softmax(), [2, 3]);
        yield return ("softplus", static () => new Softplus(), [2, 3]);
        yield return ("gelu", static () => new Gelu(), [2, 3]);
        yield return ("gelu tanh", static () => new GeluTanh(), [2, 3]);
        yield return ("silu", static () => new Silu(), [2, 3]);
        yield return ("elu", static () => new Elu(0.5), [2, 3]);
        yield return ("selu", static () => new Selu(), [2, 3]);
        yield return ("leaky relu", static () => new LeakyRelu(0.2), [2, 3]);
        yield return ("hard sigmoid", static () => new HardSigmoid(), [2, 3]);
        yield return ("hard swish", static () => new HardSwish(), [2, 3]);
        yield return ("mish", static () => new Mish(), [2, 3]);
        yield return ("softsign", static () => new Softsign(), [2, 3]);
        yield return ("log-sigmoid", static () => new LogSigmoid(), [2, 3]);
        yield return ("prelu", static () => new PRelu(), [2, 3]);
        yield return ("prelu, a slope a feature", static () => new Sequential(new Dense(3), new PRelu(perFeature: true, Initializer.Uniform(0.9)), new Dense(2)), [4]);
        yield return ("a number through prelu", static () => new PRelu(), []);
        yield return ("dense elu of another α", static () => new Dense(3, Activation.Elu(0.3)), [4]);
        yield return ("dense leaky relu of another slope", static () => new Dense(3, Activation.LeakyRelu(0)), [4]);
        yield return ("dropout", static () => new Dropout(0.5), [3]);
        yield return ("flatten", static () => new Flatten(), [2, 3, 2]);
        yield return ("flatten a vector", static () => new Flatten(), [3]);
        yield return ("flatten a number", static () => new Flatten(), []);
        yield return ("sequential", static () => new Sequential(new Flatten(), new Dense(5, Activation.Relu), new Dropout(0.2), new Dense(1), new Sigmoid()), [2, 3]);
        yield return ("nested", static () => new Sequential(new Sequential(new Dense(4, Activation.Tanh) { Name = "first" }) { Name = "encoder" }, new Sequential(new Dense(2), new Softmax())), [3]);
        yield return ("used twice", static () =>
        {
            var shared = new Dense(3, Activation.Tanh);
            return new Sequential(shared, new Relu(), shared);
        }, [3]);
        yield return ("elu and a slope used twice", static () =>
        {
            var (dense, slope) = (new Dense(3, Activation.Elu(0.75)), new PRelu());
            return new Sequential(dense, slope, dense, slope);
        }, [3]);
        yield return ("named as a value", static () => new Sequential(new Dense(3, Activation.Relu) { Name = "input" }, new Dense(2) { Name = "output" }), [3]);
    }

    private sealed class OwnActivation(Activation activation) : ActivationLayer(activation);
}
