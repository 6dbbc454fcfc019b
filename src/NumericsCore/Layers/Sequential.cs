namespace NumericsCore;

/// <summary>Layers one after another.</summary>
public sealed class Sequential : Model
{
    /// <param name="layers">At least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Sequential(params IReadOnlyList<Layer> layers)
    {
        Require.NoNull(layers, nameof(layers));
        if (layers.Count == 0) throw new ArgumentException("A sequential model has at least one layer.", nameof(layers));
        foreach (var layer in layers) Add(layer);
    }

    /// <inheritdoc/>
    public override bool IsReplayable => Children.All(static layer => layer.IsReplayable);

    internal override Activation? FinalActivation => Children.LastOrDefault(static layer => layer is not (Dropout or Flatten))?.FinalActivation;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input, ForwardContext context)
    {
        for (int i = 0; i < Children.Count - 1; i++) input = Children[i].CallDeferred(input, context);
        return Children[^1].Call(input, context);
    }

    internal override bool AddTo(ForwardPlanner planner)
    {
        foreach (var layer in Children)
            if (!layer.AddTo(planner)) return false;
        return true;
    }

    private protected override Shape? OutputFor(Shape inputShape, BuildContext context)
    {
        foreach (var layer in Children) inputShape = layer.BuildFor(inputShape, context);
        return inputShape;
    }

    private protected override void Describe(RecordText text) => text.Add("Layers", $"[{string.Join(", ", Children.Select(static layer => layer.GetType().Name))}]");
}
