using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The backward pass of an activation that was applied in the kernel of the product before it: it reads the result alone.</summary>
/// <param name="operation">The name, for messages.</param>
/// <param name="preActivations">The pre-activations, as a matrix. They stand for their gradient: the activation has overwritten their elements with its own result.</param>
/// <param name="product">The kernel call of product and activation.</param>
internal abstract class ActivationNode(string operation, Tensor preActivations, DenseCall product) : GradientNode(operation, [preActivations])
{
    /// <summary>The kernel call that gave the result.</summary>
    public DenseCall Product => product;

    /// <summary>Whether the pullback follows from the sign of the result, see <see cref="IPullbackFromResult.PullsBackBySign"/>.</summary>
    public abstract bool PullsBackBySign { get; }

    /// <summary>The gradient with respect to the pre-activations.</summary>
    /// <param name="result">The activation's result, or what has the same signs where a gradient is to pass.</param>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="scale">What the gradient is multiplied by first.</param>
    public abstract Tensor PullFrom(Tensor result, Tensor gradient, double scale);

    /// <summary>The same for the gradient (gradient · weightᵀ), in the product's kernel.</summary>
    public abstract Tensor PullProductFrom(Tensor result, Tensor gradient, Tensor weight, double scale);

    public override void Pull(Tensor gradient, BackwardPass pass) => pass.Add(Inputs[0], PullFrom(Inputs[0], gradient, 1), Operation);

    public override bool TryPullProduct(Tensor gradient, Tensor weight, BackwardPass pass)
    {
        pass.Add(Inputs[0], PullProductFrom(Inputs[0], gradient, weight, 1), Operation);
        return true;
    }
}

/// <typeparam name="TActivation">The activation.</typeparam>
/// <param name="operation">The name, for messages.</param>
/// <param name="preActivations">The pre-activations.</param>
/// <param name="product">The kernel call of product and activation.</param>
/// <param name="activation">The activation, with its values.</param>
internal sealed class ActivationNode<TActivation>(string operation, Tensor preActivations, DenseCall product, TActivation activation) : ActivationNode(operation, preActivations, product)
    where TActivation : struct, IPullbackFromResult
{
    public override bool PullsBackBySign => TActivation.PullsBackBySign;

    public override Tensor PullFrom(Tensor result, Tensor gradient, double scale)
    {
        var matrix = gradient.View(result.Shape);
        return scale == 1
            ? Tensor.Zip(result, matrix, new PullbackFromResult<TActivation>(activation))
            : Tensor.Zip(result, matrix, matrix.ScalarLike(scale), new ScaledPullbackFromResult<TActivation>(activation));
    }

    public override Tensor PullProductFrom(Tensor result, Tensor gradient, Tensor weight, double scale)
    {
        var pulled = result.EmptyLike();
        var shape = GemmShape.Contiguous(gradient.Shape[0], weight.Shape[0], gradient.Shape[1], transposeB: true);
        if (pulled.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();
        return pulled;

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => pulled.Backend.GemmPullback<TActivation, T>(
            shape, gradient.Elements<T>(), weight.Elements<T>(), pulled.Elements<T>(), result.Elements<T>(), T.CreateTruncating(scale), activation);
    }
}
