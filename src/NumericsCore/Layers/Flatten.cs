namespace NumericsCore;

/// <summary>Makes a vector of each sample.</summary>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    public override bool IsReplayable => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input, ForwardContext context) =>
        input.Reshape(input.Shape[0], checked((int)input.Shape.Product(1, input.Rank)));

    internal override bool AddTo(ForwardPlanner planner) => planner.AddFlatten();

    private protected override Shape? OutputFor(Shape inputShape, BuildContext context) => [checked((int)inputShape.ElementCount)];
}
