using NumericsCore.Kernels;

namespace NumericsCore;

public partial class Tensor
{
    // what computes the elements, while that is left to be done
    private DenseCall? _pending;

    /// <summary>f(x · weight + bias) for the rows of x in one kernel, where f's pullback can be had from its result alone.</summary>
    /// <param name="weight">[inputs, outputs].</param>
    /// <param name="bias">[outputs], or null for none.</param>
    /// <param name="activation">The activation, with its values.</param>
    /// <param name="name">What the operation is called in messages.</param>
    /// <param name="deferred">Whether the result goes to one place, which computes its elements: by <see cref="Computed"/>, or with what it does itself.</param>
    internal Tensor Dense<TActivation>(Tensor weight, Tensor? bias, TActivation activation, string name, bool deferred = false) where TActivation : struct, IPullbackFromResult
    {
        RequireSameKind(weight, nameof(weight));
        if (bias is not null) RequireSameKind(bias, nameof(bias));
        var x = Rank == 2 ? this : View([checked((int)(ElementCount / Shape[-1])), Shape[-1]]);
        int outputs = weight.Shape[1];
        var y = x.EmptyLike([x.Shape[0], outputs]);
        var output = y.TransferTo(Shape.With(-1, outputs));
        var call = new DenseCall<TActivation>(x, weight, bias, activation);
        // another activation's backward pass reads the result itself
        if (deferred && TActivation.PullsBackBySign) output._pending = call;
        else call.Make(output);

        Tensor[] inputs = bias is null ? [this, weight] : [this, weight, bias];
        if (IsTracked(inputs))
        {
            var node = new DenseNode(name, inputs, x, weight, bias);
            if (typeof(TActivation) == typeof(Identity))
            {
                output.Node = node;
            }
            else
            {
                y.Node = node;
                output.Node = new ActivationNode<TActivation>(name, y, call, activation);
            }
        }

        return output;
    }

    /// <summary>This tensor with its elements, which are computed now if that was left to be done.</summary>
    internal Tensor Computed()
    {
        TakePending()?.Make(this);
        return this;
    }

    private DenseCall? TakePending()
    {
        var pending = _pending;
        _pending = null;
        return pending;
    }
}
