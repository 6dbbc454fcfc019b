using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The backward pass of a dense layer: few kernels, and gradients written straight to where they belong.</summary>
internal abstract class DenseNode(string operation, Tensor[] inputs) : GradientNode(operation, inputs)
{
    /// <summary>
    /// The gradient of this layer's sums from that of the next layer's, in one kernel: the product with the next layer's transposed
    /// weight, pulled back through this layer's activation.
    /// </summary>
    public abstract Tensor PullProduct(Tensor nextSums, Tensor nextWeight);
}

/// <typeparam name="TActivation">The activation.</typeparam>
/// <param name="operation">The name, for messages.</param>
/// <param name="inputs">The layer's input, its weight and, if there is one, its bias.</param>
/// <param name="x">The input as a matrix.</param>
/// <param name="weight">[inputs, outputs].</param>
/// <param name="bias">[outputs], or null.</param>
/// <param name="y">The result as a matrix.</param>
/// <param name="output">The result as others see it.</param>
/// <param name="activation">The activation, with its values.</param>
/// <param name="scale">What the dropout that the layer absorbed multiplied by; 1 without any.</param>
internal sealed class DenseNode<TActivation>(string operation, Tensor[] inputs, Tensor x, Tensor weight, Tensor? bias, Tensor y, Tensor output, TActivation activation, double scale)
    : DenseNode(operation, inputs) where TActivation : struct, IPullbackFromResult
{
    public override IReadOnlyList<Tensor?> Pull(Tensor gradient, BackwardPass pass)
    {
        var sums = gradient.View(y.Shape);
        // what follows without an activation has these gradients already
        if (!pass.IsPulledThrough(output) && (scale != 1 || typeof(TActivation) != typeof(Identity)))
        {
            sums = scale == 1
                ? Tensor.Zip(y, sums, new PullbackFromResult<TActivation>(activation))
                : Tensor.Zip(y, sums, sums.ScalarLike(scale), new ScaledPullbackFromResult<TActivation>(activation));
        }

        var (weightGradient, biasGradient) = PullParameters(sums);
        var inputGradient = Inputs[0].RequiresGradient ? PullInput(sums, pass) : null;
        return bias is null ? [inputGradient, weightGradient] : [inputGradient, weightGradient, biasGradient];
    }

    public override Tensor PullProduct(Tensor nextSums, Tensor nextWeight)
    {
        var result = y.EmptyLike();
        var shape = new GemmShape
        {
            M = nextSums.Shape[0],
            N = nextWeight.Shape[0],
            K = nextSums.Shape[1],
            TransposeB = true,
            StrideA = nextSums.Shape[1],
            StrideB = nextWeight.Shape[1],
            StrideC = nextWeight.Shape[0],
        };
        if (y.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();
        return result;

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => result.Backend.GemmPullback<TActivation, T>(
            shape, nextSums.Elements<T>(), nextWeight.Elements<T>(), result.Elements<T>(), y.Elements<T>(), T.CreateTruncating(scale), activation);
    }

    private Tensor PullInput(Tensor sums, BackwardPass pass)
    {
        var input = Inputs[0];
        if (input.Node is DenseNode before && input == x && pass.HasOneUse(input))
        {
            pass.MarkPulledThrough(input);
            return before.PullProduct(sums, weight);
        }

        return Tensor.Product(sums, weight, transposeA: false, transposeB: true).View(input.Shape);
    }

    /// <summary>The gradients of weight and bias, in one kernel where both are wanted; null for one that went to its place.</summary>
    private (Tensor? Weight, Tensor? Bias) PullParameters(Tensor sums)
    {
        bool biasWanted = bias is { RequiresGradient: true };
        if (!weight.RequiresGradient)
            return (null, biasWanted ? Tensor.Product(Tensor.Ones([1, sums.Shape[0]], sums.ElementType, sums.Device), sums, false, false).View(bias!.Shape) : null);

        var (weightTarget, weightGradient) = Target(weight);
        var (biasTarget, biasGradient) = biasWanted ? Target(bias!) : (null, null);
        var shape = new GemmShape
        {
            M = x.Shape[1],
            N = sums.Shape[1],
            K = x.Shape[0],
            TransposeA = true,
            StrideA = x.Shape[1],
            StrideB = sums.Shape[1],
            StrideC = sums.Shape[1],
        };
        if (y.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();
        return (weightGradient, biasGradient);

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Slice<T> a = x.Elements<T>(), b = sums.Elements<T>(), c = weightTarget.Elements<T>();
            if (biasTarget is null) sums.Backend.Gemm<NoEpilogue, T>(shape, a, b, c, default);
            else sums.Backend.GemmColumnSums(shape, a, b, c, biasTarget.Elements<T>());
        }
    }

    /// <summary>Where to write the gradient of an input, and what to hand on: nothing if it is written where a parameter keeps it.</summary>
    private static (Tensor Target, Tensor? HandedOn) Target(Tensor input)
    {
        if (input is Parameter parameter && parameter.BeginGradient() is { } place) return (place, null);
        var gradient = input.EmptyLike();
        return (gradient, gradient);
    }
}
