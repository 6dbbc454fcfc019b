namespace NumericsCore;

/// <summary>Reverse-mode differentiation: visits the operations that led to a result in reverse order and pulls its gradient back through each.</summary>
internal sealed class BackwardPass
{
    private readonly Tensor _result;
    private readonly List<Tensor> _order = [];
    private readonly Dictionary<Tensor, int> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, Tensor> _gradients = new(ReferenceEqualityComparer.Instance);

    public BackwardPass(Tensor result)
    {
        _result = result;
        FindOperations();
    }

    public void Run(Tensor seed)
    {
        foreach (var tensor in _order) tensor.Node?.RequireUnchangedInputs();

        _gradients[_result] = seed;
        for (int i = _order.Count - 1; i >= 0; i--)
        {
            var tensor = _order[i];
            if (!_gradients.Remove(tensor, out var gradient)) continue;
            if (tensor.Node is { } node) Pull(node, gradient);
            else tensor.AccumulateGradient(gradient);
        }
    }

    private void Pull(GradientNode node, Tensor gradient)
    {
        // the part that made the operation answers for its pullback
        var trace = Kernels.Recording.Active?.Trace;
        int depth = trace?.PartOf(node) is { } part ? trace.Enter(part, $"the backward pass of {node.Operation}") : -1;
        node.Pull(gradient, this);
        if (depth >= 0) trace!.Leave(depth);
    }

    /// <summary>Whether a single operation of this pass read the tensor, so that its gradient is complete as soon as that operation has been visited.</summary>
    public bool HasOneUse(Tensor tensor) => !ReferenceEquals(tensor, _result) && _uses.GetValueOrDefault(tensor) == 1;

    /// <summary>Adds to the gradient of a tensor that is visited later.</summary>
    /// <param name="tensor">An input of the operation, or of one that it takes over.</param>
    /// <param name="part">The gradient that comes through the operation.</param>
    /// <param name="operation">The operation's name, for messages.</param>
    /// <exception cref="InvalidOperationException">The gradient has another shape, element type or device than the tensor.</exception>
    public void Add(Tensor tensor, Tensor part, string operation)
    {
        if (part.Shape != tensor.Shape || part.ElementType != tensor.ElementType || part.Device != tensor.Device)
            throw new InvalidOperationException($"The backward pass of {operation} gave a gradient of shape {part.Shape}, {part.ElementType.Name()} on {part.Device}, for an input of shape {tensor.Shape}, {tensor.ElementType.Name()} on {tensor.Device}.");
        _gradients[tensor] = _gradients.TryGetValue(tensor, out var sum) ? sum + part : part;
    }

    /// <summary>Lists the tensors that need a gradient, each after the inputs it was made of; iterative, so that depth is not limited by the stack.</summary>
    private void FindOperations()
    {
        var path = new Stack<(Tensor Tensor, int NextInput)>();
        path.Push((_result, 0));
        while (path.TryPop(out var step))
        {
            var inputs = step.Tensor.Node?.Inputs ?? [];
            if (step.NextInput == inputs.Length)
            {
                _order.Add(step.Tensor);
                continue;
            }

            path.Push((step.Tensor, step.NextInput + 1));
            var input = inputs[step.NextInput];
            if (!input.RequiresGradient) continue;
            int uses = _uses[input] = _uses.GetValueOrDefault(input) + 1;
            if (uses == 1 && !ReferenceEquals(input, _result)) path.Push((input, 0));
        }
    }
}
