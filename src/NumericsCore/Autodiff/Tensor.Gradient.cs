namespace NumericsCore;

public partial class Tensor
{
    /// <summary>Whether a backward pass from a result that used this tensor brings a gradient here.</summary>
    public bool RequiresGradient => Node is not null || (IsLeafWithGradient && !(this is Parameter && GradientMode.IsForInputs));

    /// <summary>
    /// The sum of the gradients that backward passes brought to this leaf since it was last cleared; of the tensor's shape. Null
    /// if there was none, and for tensors that are results of operations. Later passes and steps do not change what was handed out.
    /// </summary>
    public Tensor? Gradient => CurrentGradient;

    internal GradientNode? Node { get; private set; }

    /// <summary>Counts the changes of the elements; only those of a variable, or of a view of one, ever change.</summary>
    internal virtual int Version => (_variableOrValue as Variable)?.Version ?? 0;

    /// <summary>Whether a gradient came since the last clearing; tells it without handing one out.</summary>
    internal virtual bool HasGradient => OwnGradient is not null;

    private protected bool IsLeafWithGradient { get; set; }

    /// <summary>The gradient that lies in memory of its own.</summary>
    private protected Tensor? OwnGradient { get; set; }

    private protected virtual Tensor? CurrentGradient => OwnGradient;

    /// <summary>A new leaf with the same elements, to which backward passes bring a gradient; of a parameter, with a copy of its elements as they are now.</summary>
    public Tensor WithGradient()
    {
        var leaf = Lasting(Shape);
        leaf.IsLeafWithGradient = true;
        return leaf;
    }

    /// <summary>The same elements, cut off from the operations that made them: no gradient passes through. Of a parameter, a copy of its elements as they are now.</summary>
    public Tensor Detach() => Lasting(Shape);

    /// <summary>Forgets the gradient accumulated so far.</summary>
    public virtual void ClearGradient() => OwnGradient = null;

    /// <summary>
    /// Computes the gradient of this tensor's value with respect to every leaf that it depends on and that requires one, by reverse
    /// mode, and adds it to the leaf's <see cref="Gradient"/>.
    /// </summary>
    /// <param name="seed">The gradient of the final result with respect to this tensor, of its shape; ones for a single element if null.</param>
    /// <exception cref="InvalidOperationException">The tensor requires no gradient, has several elements and no seed is given, or a parameter was changed after the forward pass.</exception>
    /// <exception cref="ArgumentException">The seed has another shape, element type or device.</exception>
    public void Backward(Tensor? seed = null)
    {
        if (!RequiresGradient)
            throw new InvalidOperationException("Backward was called on a tensor that depends on nothing that requires a gradient: neither a Parameter nor a tensor from WithGradient().");
        if (seed is null)
        {
            if (ElementCount != 1)
                throw new InvalidOperationException($"Backward without a seed needs a single value; this tensor has shape {Shape}. Reduce it, for example by Mean(), or pass a seed of that shape.");
            seed = ScalarLike(1).View(Shape);
        }
        else
        {
            RequireSameKind(seed, nameof(seed));
            if (seed.Shape != Shape)
                throw new ArgumentException($"The seed has shape {seed.Shape}; expected that of the tensor, {Shape}.", nameof(seed));
        }

        using (GradientMode.Disable()) new BackwardPass(this).Run(seed);
    }

    /// <summary>Adds a gradient to the leaf's own.</summary>
    internal virtual void AccumulateGradient(Tensor gradient) =>
        OwnGradient = OwnGradient is not null ? OwnGradient + gradient : gradient.MayChange ? gradient.Lasting(gradient.Shape) : gradient;

    /// <summary>Puts an operation on the tape if one of its inputs needs a gradient.</summary>
    internal Tensor Track(string operation, Tensor[] inputs, Func<Tensor, Tensor?[]> pullback)
    {
        if (IsTracked(inputs)) Node = new FunctionNode(operation, inputs, pullback);
        return this;
    }

    /// <summary>Whether an operation on these inputs goes on the tape.</summary>
    private static bool IsTracked(Tensor input) => input.RequiresGradient && GradientMode.IsEnabled;

    /// <inheritdoc cref="IsTracked(Tensor)"/>
    private static bool IsTracked(Tensor[] inputs) => GradientMode.IsEnabled && Array.Exists(inputs, static input => input.RequiresGradient);

    private void RequireSameKind(Tensor other, string name)
    {
        if (other.Device != Device)
            throw new ArgumentException($"The tensors are on different devices, {Device} and {other.Device}; move one with To(Device) first.", name);
        if (other.ElementType != ElementType)
            throw new ArgumentException($"The tensors have different element types, {ElementType.Name()} and {other.ElementType.Name()}; convert one with To(ElementType) first.", name);
    }
}
