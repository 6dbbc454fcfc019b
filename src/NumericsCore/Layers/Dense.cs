namespace NumericsCore;

/// <summary>A fully connected layer: y = activation(x · W + b) over the last axis, in one kernel.</summary>
public sealed class Dense : Layer
{
    /// <param name="units">Outputs; at least 1.</param>
    /// <param name="activation">None if null.</param>
    /// <param name="useBias">Whether b is there.</param>
    /// <param name="weightInitializer">Glorot uniform if null.</param>
    /// <param name="biasInitializer">Zeros if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public Dense(int units, Activation? activation = null, bool useBias = true, Initializer? weightInitializer = null, Initializer? biasInitializer = null)
    {
        if (units < 1) throw Kernels.OutOfRange.Error(nameof(units), units, "A dense layer has at least 1 unit.");
        Units = units;
        Activation = activation ?? Activation.None;
        UsesBias = useBias;
        WeightInitializer = weightInitializer ?? Initializer.GlorotUniform;
        BiasInitializer = biasInitializer ?? Initializer.Zeros;
    }

    /// <summary>The number of outputs.</summary>
    public int Units { get; }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    internal bool UsesBias { get; }

    internal Initializer WeightInitializer { get; }

    internal Initializer BiasInitializer { get; }

    /// <summary>W, [inputs, units]; null until built.</summary>
    public Parameter? Weight { get; private set; }

    /// <summary>b, [units]; null until built, and without a bias.</summary>
    public Parameter? Bias { get; private set; }

    /// <inheritdoc/>
    public override bool IsReplayable => true;

    internal override Activation? FinalActivation => Activation;

    /// <inheritdoc/>
    protected override void OnBuild(Shape inputShape)
    {
        if (inputShape.Rank == 0 || inputShape[-1] == 0)
            throw new ArgumentException($"A dense layer needs samples with at least one feature on their last axis; a sample{(Path.Length == 0 ? " here" : $" of '{Path}'")} has shape {inputShape}. Flatten first?");
        Weight = AddParameter("weight", [inputShape[-1], Units], WeightInitializer);
        if (UsesBias) Bias = AddParameter("bias", [Units], BiasInitializer, inputShape[-1], Units);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input, ForwardContext context) => Forward(input, deferred: false);

    // what may take the kernel over acts in training alone
    private protected override Tensor ForwardDeferred(Tensor input, ForwardContext context) => Forward(input, deferred: context.IsTraining);

    private protected override Shape? OutputFor(Shape inputShape, BuildContext context)
    {
        RequireFeatures([1, .. inputShape], nameof(inputShape));
        return [.. inputShape.AsSpan()[..^1], Units];
    }

    internal override bool AddTo(ForwardPlanner planner) => planner.AddDense(this);

    private Tensor Forward(Tensor input, bool deferred)
    {
        RequireFeatures(input.Shape, nameof(input));
        return Activation.Dense(input, Weight!, Bias, deferred);
    }

    private void RequireFeatures(Shape input, string name) => RequireFeatures(input, Weight!.Shape[0], "dense", name);

    private protected override void Describe(RecordText text) => text.Add(nameof(Units), Units).Add(nameof(Activation), Activation.Name).Add("UseBias", UsesBias);
}
