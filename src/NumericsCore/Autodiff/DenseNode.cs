using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The backward pass of x · weight + bias: few kernels, and gradients written straight to where they belong.</summary>
/// <param name="operation">The name, for messages.</param>
/// <param name="inputs">The layer's input, its weight and, if there is one, its bias.</param>
/// <param name="x">The input as a matrix.</param>
/// <param name="weight">[inputs, outputs].</param>
/// <param name="bias">[outputs], or null.</param>
internal sealed class DenseNode(string operation, Tensor[] inputs, Tensor x, Tensor weight, Tensor? bias) : GradientNode(operation, inputs)
{
    public override void Pull(Tensor gradient, BackwardPass pass)
    {
        var sums = gradient.View([x.Shape[0], weight.Shape[1]]);
        var (weightGradient, biasGradient) = PullParameters(sums);
        PullInput(sums, pass);
        if (weightGradient is not null) pass.Add(weight, weightGradient, Operation);
        if (biasGradient is not null) pass.Add(bias!, biasGradient, Operation);
    }

    private void PullInput(Tensor sums, BackwardPass pass)
    {
        var input = Inputs[0];
        if (!input.RequiresGradient) return;
        if (ReferenceEquals(input, x) && input.Node is { } before && pass.HasOneUse(input) && before.TryPullProduct(sums, weight, pass)) return;
        pass.Add(input, Tensor.Product(sums, weight, transposeA: false, transposeB: true).View(input.Shape), Operation);
    }

    /// <summary>The gradients of weight and bias, in one kernel where both are wanted; null for one that went to its place.</summary>
    private (Tensor? Weight, Tensor? Bias) PullParameters(Tensor sums)
    {
        bool biasWanted = bias is { RequiresGradient: true };
        if (!weight.RequiresGradient)
            return (null, biasWanted ? Tensor.Product(Tensor.Ones([1, sums.Shape[0]], sums.ElementType, sums.Device), sums, false, false).View(bias!.Shape) : null);

        var (weightTarget, weightGradient) = Target(weight);
        var (biasTarget, biasGradient) = biasWanted ? Target(bias!) : (null, null);
        var shape = GemmShape.Contiguous(x.Shape[1], sums.Shape[1], x.Shape[0], transposeA: true);
        if (sums.ElementType == ElementType.Float32) Run<float>();
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
