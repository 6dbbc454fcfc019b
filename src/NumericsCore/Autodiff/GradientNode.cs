namespace NumericsCore;

/// <summary>What the tape keeps of one operation: its inputs, and how a gradient of its result becomes gradients of them.</summary>
internal abstract class GradientNode
{
    private readonly int[] _versions;

    /// <param name="operation">The operation's name, for messages.</param>
    /// <param name="inputs">The tensors that the operation read.</param>
    protected GradientNode(string operation, Tensor[] inputs)
    {
        Operation = operation;
        Inputs = inputs;
        _versions = Array.ConvertAll(inputs, static input => input.Version);
        Kernels.Recording.Active?.Trace?.NoteNode(this);
    }

    public string Operation { get; }

    public Tensor[] Inputs { get; }

    /// <summary>Gives the pass the gradient of each input that needs one and has not got it in its place already.</summary>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="pass">The backward pass in progress.</param>
    public abstract void Pull(Tensor gradient, BackwardPass pass);

    /// <summary>
    /// Takes over the product that a gradient of the result would be: computes gradient · weightᵀ and pulls it back in the same kernel. To be
    /// asked only where the result has no other use.
    /// </summary>
    /// <param name="gradient">[rows, outputs]: the gradient of the operation after this one.</param>
    /// <param name="weight">[inputs, outputs].</param>
    /// <param name="pass">The backward pass in progress.</param>
    /// <returns>False if the operation cannot: then nothing was computed.</returns>
    public virtual bool TryPullProduct(Tensor gradient, Tensor weight, BackwardPass pass) => false;

    /// <summary>The backward pass reads what the forward pass saw; a parameter changed in between would give a wrong gradient silently.</summary>
    public void RequireUnchangedInputs()
    {
        for (int i = 0; i < Inputs.Length; i++)
        {
            if (Inputs[i].Version != _versions[i])
                throw new InvalidOperationException($"An input of {Operation} with shape {Inputs[i].Shape} was changed after the forward pass. Call Backward before the optimizer's step, or run the forward pass again.");
        }
    }
}

/// <summary>An operation whose pullback is a function of tensor operations.</summary>
internal sealed class FunctionNode(string operation, Tensor[] inputs, Func<Tensor, Tensor?[]> pullback) : GradientNode(operation, inputs)
{
    public override void Pull(Tensor gradient, BackwardPass pass)
    {
        var parts = pullback(gradient);
        for (int i = 0; i < Inputs.Length; i++)
            if (Inputs[i].RequiresGradient && parts[i] is { } part) pass.Add(Inputs[i], part, Operation);
    }
}
