namespace NumericsCore.Tests.Layers;

/// <summary>Batch normalization as a user writes it: in training by the batch, otherwise by running moments, which the layer keeps.</summary>
internal sealed class BatchNorm(double momentum = 0.9, bool replayable = true) : Layer
{
    private const double Epsilon = 1e-5;

    private Parameter? _weight, _bias;
    private Variable? _mean, _variance;

    public double Momentum => momentum;

    /// <summary>Calls of <see cref="Forward"/> in training.</summary>
    public int TrainingCalls { get; private set; }

    public override bool IsReplayable => replayable;

    public static void Register() => ModelRegistry.RegisterLayer<BatchNorm>("test_batch_norm",
        static (layer, settings) => settings.Write("momentum", layer.Momentum), static settings => new BatchNorm(settings.ReadDouble("momentum")));

    protected override void OnBuild(Shape inputShape)
    {
        _weight = AddParameter("weight", inputShape, Initializer.Constant(1));
        _bias = AddParameter("bias", inputShape, Initializer.Zeros);
        _mean = AddBuffer("running_mean", inputShape);
        _variance = AddBuffer("running_variance", inputShape, 1);
    }

    protected override Tensor Forward(Tensor input, ForwardContext context)
    {
        if (!context.IsTraining) return Scaled(input - _mean!, _variance!);
        TrainingCalls++;
        var mean = input.Mean(0);
        var centered = input - mean;
        var variance = centered.Square().Mean(0);
        using (GradientMode.Disable())
        {
            _mean!.Assign(_mean * momentum + mean * (1 - momentum));
            _variance!.Assign(_variance * momentum + variance * (1 - momentum));
        }

        return Scaled(centered, variance);
    }

    private Tensor Scaled(Tensor centered, Tensor variance) => centered / (variance + Epsilon).Sqrt() * _weight! + _bias!;
}
