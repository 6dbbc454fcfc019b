namespace NumericsCore;

/// <summary>
/// x for x ≥ 0, else slope·x, with a slope that is trained: one for all features, or one a feature (K. He et al., "Delving deep into rectifiers", 2015).
/// The paper trains it without weight decay, which would draw it towards ReLU.
/// </summary>
public sealed class PRelu : Layer
{
    /// <param name="perFeature">Whether each element of the last axis has a slope of its own.</param>
    /// <param name="slopeInitializer">The first slopes; 0.25, as in the paper and PyTorch, if null. Keras has 0.</param>
    public PRelu(bool perFeature = false, Initializer? slopeInitializer = null)
    {
        IsPerFeature = perFeature;
        SlopeInitializer = slopeInitializer ?? Initializer.Constant(0.25);
    }

    /// <summary>Whether each element of the last axis has a slope of its own.</summary>
    public bool IsPerFeature { get; }

    internal Initializer SlopeInitializer { get; }

    /// <summary>The slopes, [1] or [features]; null until built.</summary>
    public Parameter? Slope { get; private set; }

    /// <inheritdoc/>
    public override bool IsReplayable => true;

    /// <inheritdoc/>
    protected override void OnBuild(Shape inputShape)
    {
        if (IsPerFeature && (inputShape.Rank == 0 || inputShape[-1] == 0))
            throw new ArgumentException($"A slope for each feature needs samples with at least one feature on their last axis; a sample{(Path.Length == 0 ? " here" : $" of '{Path}'")} has shape {inputShape}.");
        Slope = AddParameter("slope", [IsPerFeature ? inputShape[-1] : 1], SlopeInitializer);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input, ForwardContext context)
    {
        RequireFeatures(input.Shape, nameof(input));
        return input.PRelu(Slope!);
    }

    private protected override Shape? OutputFor(Shape inputShape, BuildContext context)
    {
        RequireFeatures([1, .. inputShape], nameof(inputShape));
        return inputShape;
    }

    private void RequireFeatures(Shape input, string name)
    {
        if (IsPerFeature) RequireFeatures(input, Slope!.Shape[0], "PReLU", name);
    }

    private protected override void Describe(RecordText text) => text.Add(nameof(IsPerFeature), IsPerFeature);
}
