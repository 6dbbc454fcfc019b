using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// The backward pass of dropout: regenerates the mask. Where its input is the result of an activation that pulls back by sign, and has no
/// other use, it takes that over: what it dropped is 0, so its result says where a gradient passes, and no mask is needed.
/// </summary>
/// <param name="input">What dropout was applied to.</param>
/// <param name="result">What it gave.</param>
/// <param name="rate">In [0, 1).</param>
/// <param name="address">Where the random numbers of the mask start.</param>
internal sealed class DropoutNode(Tensor input, Tensor result, double rate, RandomAddress address) : GradientNode(nameof(Dropout), [input])
{
    public override void Pull(Tensor gradient, BackwardPass pass)
    {
        if (TakenOver(pass) is { } activation)
            pass.Add(activation.Inputs[0], activation.PullFrom(ResultFor(activation), gradient, Scale), activation.Operation);
        else
            pass.Add(input, gradient.DropoutCopy(rate, address), Operation);
    }

    public override bool TryPullProduct(Tensor gradient, Tensor weight, BackwardPass pass)
    {
        if (TakenOver(pass) is not { } activation) return false;
        pass.Add(activation.Inputs[0], activation.PullProductFrom(ResultFor(activation), gradient, weight, Scale), activation.Operation);
        return true;
    }

    private double Scale => 1 / (1 - rate);

    private ActivationNode? TakenOver(BackwardPass pass) =>
        input.Node is ActivationNode { PullsBackBySign: true } activation && pass.HasOneUse(input) ? activation : null;

    /// <summary>The result as the matrix that the activation had.</summary>
    private Tensor ResultFor(ActivationNode activation) => result.View(activation.Inputs[0].Shape);
}
