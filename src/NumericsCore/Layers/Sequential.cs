namespace NumericsCore;

/// <summary>Layers one after another.</summary>
public sealed class Sequential : Model
{
    /// <param name="layers">At least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Sequential(params IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) throw new ArgumentException("A sequential model has at least one layer.", nameof(layers));
        foreach (var layer in layers) Add(layer);
    }

    /// <inheritdoc/>
    public override bool IsReplayable => Children.All(static layer => layer.IsReplayable);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input, bool training)
    {
        foreach (var layer in Children) input = layer.Call(input, training);
        return input;
    }
}
