namespace NumericsCore;

/// <summary>Reverse-mode differentiation: visits the operations that led to a result in reverse order and pulls its gradient back through each.</summary>
internal sealed class BackwardPass
{
    private readonly Tensor _result;
    private readonly List<Tensor> _order = [];
    private readonly Dictionary<Tensor, int> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Tensor> _pulledThrough = new(ReferenceEqualityComparer.Instance);

    public BackwardPass(Tensor result)
    {
        _result = result;
        FindOperations();
    }

    public void Run(Tensor seed)
    {
        foreach (var tensor in _order) tensor.Node?.RequireUnchangedInputs();

        var gradients = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance) { [_result] = seed };
        for (int i = _order.Count - 1; i >= 0; i--)
        {
            var tensor = _order[i];
            if (!gradients.Remove(tensor, out var gradient)) continue;
            if (tensor.Node is not { } node)
            {
                tensor.AccumulateGradient(gradient);
                continue;
            }

            var inputGradients = node.Pull(gradient, this);
            for (int k = 0; k < node.Inputs.Length; k++)
            {
                var input = node.Inputs[k];
                if (!input.RequiresGradient || inputGradients[k] is not { } part) continue;
                if (part.Shape != input.Shape || part.ElementType != input.ElementType || part.Device != input.Device)
                    throw new InvalidOperationException($"The backward pass of {node.Operation} gave a gradient of shape {part.Shape}, {part.ElementType.Name()} on {part.Device}, for an input of shape {input.Shape}, {input.ElementType.Name()} on {input.Device}.");
                gradients[input] = gradients.TryGetValue(input, out var sum) ? sum + part : part;
            }
        }
    }

    /// <summary>Whether a single operation of this pass read the tensor, so that its gradient is complete as soon as that operation has been visited.</summary>
    public bool HasOneUse(Tensor tensor) => tensor != _result && _uses.GetValueOrDefault(tensor) == 1;

    /// <summary>Notes that the gradient about to be handed to the operation that made <paramref name="tensor"/> has passed its activation already.</summary>
    public void MarkPulledThrough(Tensor tensor) => _pulledThrough.Add(tensor);

    /// <summary>Whether that was noted.</summary>
    public bool IsPulledThrough(Tensor tensor) => _pulledThrough.Contains(tensor);

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
            if (uses == 1 && input != _result) path.Push((input, 0));
        }
    }
}
