using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

public partial class Tensor
{
    /// <summary>
    /// exp(x - max) / Σ exp(x - max) along an axis: positive numbers that sum to 1. A logit of -∞ has probability 0; logits that are all
    /// -∞, or hold ∞ or NaN, say nothing and give NaN.
    /// </summary>
    [Operation]
    public Tensor Softmax(int axis = -1)
    {
        var y = AlongLast(axis, static (x, result, rows, columns) =>
        {
            if (x.ElementType == ElementType.Float32) x.Backend.Softmax(x.Elements<float>(), result.Elements<float>(), rows, columns);
            else x.Backend.Softmax(x.Elements<double>(), result.Elements<double>(), rows, columns);
        });
        return y.Track(nameof(Softmax), [this], dy => [Zip<WeightedGradient>(dy - Zip<WeightedGradient>(dy, y).Sum(axis, keepDims: true), y)]);
    }

    /// <summary>x - max - log Σ exp(x - max) along an axis: the logarithm of <see cref="Softmax"/>, accurate where that is nearly 0 or 1; NaN where that is.</summary>
    [Operation]
    public Tensor LogSoftmax(int axis = -1)
    {
        var y = AlongLast(axis, static (x, result, rows, columns) =>
        {
            if (x.ElementType == ElementType.Float32) x.Backend.LogSoftmax(x.Elements<float>(), result.Elements<float>(), rows, columns);
            else x.Backend.LogSoftmax(x.Elements<double>(), result.Elements<double>(), rows, columns);
        });
        return y.Track(nameof(LogSoftmax), [this], dy => [dy - Zip<WeightedGradient>(dy.Sum(axis, keepDims: true), y.Exp())]);
    }

    /// <summary>
    /// For each row, -Σ t·log softmax(x): the cross-entropy between target probabilities and logits in nats, in one kernel with its
    /// gradient softmax(x)·Σt - t. A class whose target is 0 adds 0, also where its logit is -∞; logits that are all -∞, or hold ∞ or
    /// NaN, give NaN where a target is not 0.
    /// </summary>
    /// <param name="targets">Probabilities, [rows, classes] as this tensor.</param>
    /// <returns>[rows].</returns>
    /// <exception cref="ArgumentException">The tensors are not matrices of one shape, element type and device.</exception>
    [Operation]
    public Tensor SoftmaxCrossEntropy(Tensor targets)
    {
        NotNull(targets);
        RequireSameKind(targets, nameof(targets));
        if (Rank != 2 || targets.Shape != Shape)
            throw new ArgumentException($"Logits and targets must be matrices of one shape, [rows, classes]; their shapes are {Shape} and {targets.Shape}.", nameof(targets));
        var loss = EmptyLike([Shape[0]]);
        var gradient = EmptyLike();
        if (ElementType == ElementType.Float32) Run<float>();
        else Run<double>();
        return loss.Track(nameof(SoftmaxCrossEntropy), [this, targets], dy =>
        [
            RequiresGradient ? Zip<WeightedTerm>(gradient, dy.View([Shape[0], 1])) : null,
            targets.RequiresGradient ? -Zip<WeightedTerm>(LogSoftmax(), dy.View([Shape[0], 1])) : null,
        ]);

        void Run<TElement>() where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement> => Backend.SoftmaxCrossEntropy(
            Elements<TElement>(), targets.Elements<TElement>(), loss.Elements<TElement>(), gradient.Elements<TElement>(), Shape[0], Shape[1]);
    }

    /// <summary>Runs a row kernel along an axis, moving the axis to the end and back where it is not the last.</summary>
    private Tensor AlongLast(int axis, Action<Tensor, Tensor, nint, nint> kernel)
    {
        int along = Shape.Axis(axis);
        int[] order = [.. Enumerable.Range(0, Rank).Where(a => a != along), along];
        bool isLast = along == Rank - 1;
        var x = isLast ? this : PermuteCopy(order);
        var y = x.EmptyLike();
        if (ElementCount > 0) kernel(x, y, (nint)x.Shape.Product(0, Rank - 1), x.Shape[-1]);
        if (isLast) return y;
        int[] inverse = new int[Rank];
        for (int i = 0; i < Rank; i++) inverse[order[i]] = i;
        return y.PermuteCopy(inverse);
    }
}
