namespace NumericsCore;

/// <summary>Reverse-mode differentiation: visits the operations that led to a result in reverse order and pulls its gradient back through each.</summary>
internal static class BackwardPass
{
    public static void Run(Tensor result, Tensor seed)
    {
        var order = OperationsInOrder(result);
        foreach (var tensor in order) tensor.Node?.RequireUnchangedInputs();

        var gradients = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance) { [result] = seed };
        for (int i = order.Count - 1; i >= 0; i--)
        {
            var tensor = order[i];
            if (!gradients.Remove(tensor, out var gradient)) continue;
            if (tensor.Node is not { } node)
            {
                tensor.AccumulateGradient(gradient);
                continue;
            }

            var inputGradients = node.Pullback(gradient);
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

    /// <summary>The tensors that need a gradient, each after the inputs it was made of; iterative, so that depth is not limited by the stack.</summary>
    private static List<Tensor> OperationsInOrder(Tensor result)
    {
        var order = new List<Tensor>();
        var visited = new HashSet<Tensor>(ReferenceEqualityComparer.Instance) { result };
        var path = new Stack<(Tensor Tensor, int NextInput)>();
        path.Push((result, 0));
        while (path.TryPop(out var step))
        {
            var inputs = step.Tensor.Node?.Inputs ?? [];
            if (step.NextInput == inputs.Length)
            {
                order.Add(step.Tensor);
                continue;
            }

            path.Push((step.Tensor, step.NextInput + 1));
            var input = inputs[step.NextInput];
            if (input.RequiresGradient && visited.Add(input)) path.Push((input, 0));
        }

        return order;
    }
}
