namespace NumericsCore.Testing;

/// <summary>A random network with its weights, batch and targets on a device, in float64.</summary>
public sealed class BuiltNetwork
{
    // the streams of layers start at 0 and 2³¹; these lie between
    private const uint BatchStream = 1u << 20, TargetStream = BatchStream + 1, ClassWeightStream = BatchStream + 2, SampleWeightStream = BatchStream + 3;

    private readonly RandomNetwork _network;
    private readonly Dense[] _layers;

    internal BuiltNetwork(RandomNetwork network, Device device)
    {
        _network = network;
        _layers = [.. network.Layers.Select(static layer => new Dense(layer.Units, layer.Activation.BuiltIn, layer.UseBias, biasInitializer: Initializer.Uniform(0.5)))];
        if (_layers.Length > 0) new Sequential(_layers).Build([network.Inputs], network.Seed, ElementType.Float64, device);
        Parameters = [.. _layers.SelectMany(static layer => layer.Parameters)];
        bool probabilities = network.PredictsProbabilities && network.Depth == 0;
        Batch = Tensor.Uniform([network.Samples, network.Inputs], network.Seed, probabilities ? 0.1 : -1, probabilities ? 0.9 : 1, BatchStream, ElementType.Float64, device);
        Targets = MakeTargets(device);
        SampleWeights = network.SampleWeights ? MakeWeights(network.Samples, SampleWeightStream, device) : null;
        Loss = MakeLoss(network.Loss, device);
    }

    /// <summary>The inputs, [samples, features].</summary>
    public Tensor Batch { get; }

    /// <summary>The targets, as the loss takes them.</summary>
    public Tensor Targets { get; }

    /// <summary>[samples]: what the loss weighs the samples by; null if all count the same.</summary>
    public Tensor? SampleWeights { get; }

    /// <summary>The loss with its class weights, without sample weights and the L2 term.</summary>
    public Loss Loss { get; }

    /// <summary>Weights and biases, layer by layer.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The network's outputs in training: with dropout, by the same masks at each call.</summary>
    /// <param name="batch">[samples, features].</param>
    public Tensor Predict(Tensor batch)
    {
        if (_layers.Length == 0) return batch;
        var layers = new List<Layer>();
        for (int i = 0; i < _layers.Length; i++)
        {
            layers.Add(_layers[i]);
            if (_network.Layers[i].Activation.Operation is { } operation) layers.Add(new OperationLayer(operation));
            if (_network.Layers[i].Dropout > 0) layers.Add(NewDropout(i, batch.Device));
        }

        return new Sequential(layers).Call(batch, training: true);
    }

    /// <summary>The loss of a batch, with its sample weights and L2 term: a scalar.</summary>
    /// <param name="batch">[samples, features].</param>
    public Tensor LossOf(Tensor batch)
    {
        var loss = Loss.Call(Predict(batch), Targets, SampleWeights);
        if (_network.L2 == 0) return loss;
        foreach (var layer in _layers) loss += layer.Weight!.Square().Sum() * _network.L2;
        return loss;
    }

    /// <summary>
    /// Whether a gradient check can judge the network: moved by a step of it, no sum crosses a kink, and a loss of
    /// probabilities is far from its logarithms' poles.
    /// </summary>
    /// <remarks>
    /// The bound on how far an element moves goes from layer to layer: a sum moves at most by (Σ|w|)·(that of its inputs), or by the
    /// step of one weight times its input, and an activation at most by its slope times that. Pre-activations stay twice as far from every kink.
    /// </remarks>
    internal bool KeepsItsDistance()
    {
        using var scope = GradientMode.Disable();
        var x = Batch;
        double moved = Step(x);
        for (int i = 0; i < _layers.Length; i++)
        {
            var (layer, weight) = (_network.Layers[i], _layers[i].Weight!);
            var preActivations = x.MatMul(weight);
            double step = Step(weight);
            if (_layers[i].Bias is { } bias)
            {
                preActivations += bias;
                step = Math.Max(step, Step(bias));
            }

            moved = weight.Abs().Sum(0).Max().ToScalar() * moved + step * Math.Max(1, MaxAbs(x));
            if (layer.Activation.Kinks.Any(kink => (preActivations - kink).Abs().Min().ToScalar() <= 2 * moved)) return false;
            x = layer.Activation.Operation is { } operation ? operation(preActivations) : layer.Activation.BuiltIn.Apply(preActivations);
            moved *= layer.Activation.MaxSlope / (1 - layer.Dropout);
            if (layer.Dropout > 0) x = NewDropout(i, x.Device).Call(x, training: true);
        }

        return MaxAbs(x) <= 20 && (!_network.PredictsProbabilities || (x.Min().ToScalar() > 1e-3 && x.Max().ToScalar() < 1 - 1e-3) || _network.Outputs == 1 && _network.Loss == NetworkLoss.CategoricalCrossEntropy);
    }

    private static double MaxAbs(Tensor x) => x.Abs().Max().ToScalar();

    /// <summary>The largest step by which a gradient check moves an element.</summary>
    private static double Step(Tensor x) => Math.Cbrt(Math.ScaleB(1, -52)) * Math.Max(1, MaxAbs(x));

    /// <summary>A dropout layer that has sampled nothing yet: its first mask follows from its seed alone.</summary>
    private Dropout NewDropout(int layer, Device device)
    {
        var dropout = new Dropout(_network.Layers[layer].Dropout);
        dropout.Build([_network.Layers[layer].Units], _network.Seed + ((ulong)layer + 1 << 40), ElementType.Float64, device);
        return dropout;
    }

    private Tensor MakeTargets(Device device)
    {
        var uniform = Tensor.Uniform([_network.Samples, _network.Outputs], _network.Seed, 0, 1, TargetStream, ElementType.Float64, device);
        return _network.Loss switch
        {
            NetworkLoss.CategoricalCrossEntropy or NetworkLoss.CategoricalCrossEntropyFromLogits => (uniform * 3).Softmax(),
            NetworkLoss.SparseCategoricalCrossEntropyFromLogits => uniform.ArgMax(),
            _ => uniform,
        };
    }

    private Tensor MakeWeights(int count, uint stream, Device device) => Tensor.Uniform([count], _network.Seed, 0.5, 2, stream, ElementType.Float64, device);

    private Loss MakeLoss(NetworkLoss loss, Device device)
    {
        double smoothing = _network.LabelSmoothing;
        return loss switch
        {
            NetworkLoss.MeanSquaredError => new MeanSquaredError(),
            NetworkLoss.BinaryCrossEntropy => new BinaryCrossEntropy(fromLogits: false, smoothing, ClassWeights(2)),
            NetworkLoss.BinaryCrossEntropyFromLogits => new BinaryCrossEntropy(fromLogits: true, smoothing, ClassWeights(2)),
            NetworkLoss.CategoricalCrossEntropy => new CategoricalCrossEntropy(sparse: false, fromLogits: false, smoothing, ClassWeights(_network.Outputs)),
            NetworkLoss.CategoricalCrossEntropyFromLogits => new CategoricalCrossEntropy(sparse: false, fromLogits: true, smoothing, ClassWeights(_network.Outputs)),
            NetworkLoss.SparseCategoricalCrossEntropyFromLogits => new CategoricalCrossEntropy(sparse: true, fromLogits: true, smoothing, ClassWeights(_network.Outputs)),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "Expected one of the losses that have a name."),
        };

        double[]? ClassWeights(int classes) => _network.ClassWeights ? MakeWeights(classes, ClassWeightStream, device).ToArray<double>() : null;
    }

    private sealed class OperationLayer(Func<Tensor, Tensor> operation) : Layer
    {
        protected override Tensor Forward(Tensor input, ForwardContext context) => operation(input);
    }
}
