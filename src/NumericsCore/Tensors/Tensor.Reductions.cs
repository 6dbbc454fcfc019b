using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <content>Reductions over axes; every sum is taken in the fixed reduction order of <see cref="IReduction"/>.</content>
public partial class Tensor
{
    /// <summary>The sum over the given axes, or over all.</summary>
    /// <param name="axes">Distinct axes; negative ones count from the end; null for all.</param>
    /// <param name="keepDims">Whether reduced axes stay, with extent 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    [Operation]
    public Tensor Sum(int[]? axes = null, bool keepDims = false)
    {
        var plan = ReductionPlan.Create(Shape, axes);
        var y = Reduce<Identity, Sum>(plan, 1).Shaped(plan, keepDims);
        return IsTracked(this) ? TrackSum(y, plan) : y;
    }

    /// <inheritdoc cref="Sum(int[], bool)"/>
    public Tensor Sum(int axis, bool keepDims = false) => Sum([axis], keepDims);

    /// <summary>The mean over the given axes, or over all: the sum divided by the number of elements; NaN over none.</summary>
    /// <inheritdoc cref="Sum(int[], bool)"/>
    [Operation]
    public Tensor Mean(int[]? axes = null, bool keepDims = false)
    {
        var plan = ReductionPlan.Create(Shape, axes);
        var y = Reduce<Identity, Sum>(plan, plan.Length).Shaped(plan, keepDims);
        return IsTracked(this) ? TrackMean(y, plan) : y;
    }

    /// <inheritdoc cref="Mean(int[], bool)"/>
    public Tensor Mean(int axis, bool keepDims = false) => Mean([axis], keepDims);

    /// <summary>The largest element over the given axes, or over all; NaN if one is NaN. Equal largest elements share the gradient evenly.</summary>
    /// <exception cref="InvalidOperationException">There is nothing to choose from.</exception>
    /// <inheritdoc cref="Sum(int[], bool)"/>
    [Operation]
    public Tensor Max(int[]? axes = null, bool keepDims = false) => Extreme<Max>(nameof(Max), axes, keepDims);

    /// <inheritdoc cref="Max(int[], bool)"/>
    public Tensor Max(int axis, bool keepDims = false) => Max([axis], keepDims);

    /// <summary>The smallest element over the given axes, or over all; NaN if one is NaN. Equal smallest elements share the gradient evenly.</summary>
    /// <exception cref="InvalidOperationException">There is nothing to choose from.</exception>
    /// <inheritdoc cref="Sum(int[], bool)"/>
    [Operation]
    public Tensor Min(int[]? axes = null, bool keepDims = false) => Extreme<Min>(nameof(Min), axes, keepDims);

    /// <inheritdoc cref="Min(int[], bool)"/>
    public Tensor Min(int axis, bool keepDims = false) => Min([axis], keepDims);

    /// <summary>The index of the first largest element along an axis, as a number of the element type; a NaN counts as largest. No gradient passes.</summary>
    /// <exception cref="InvalidOperationException">The axis is empty, or too long for its indices to be exact in float32 (over 2^24).</exception>
    public Tensor ArgMax(int axis = -1, bool keepDims = false) => ArgExtreme<Identity>(nameof(ArgMax), axis, keepDims);

    /// <summary>The index of the first smallest element along an axis; otherwise as <see cref="ArgMax"/>.</summary>
    /// <inheritdoc cref="ArgMax"/>
    public Tensor ArgMin(int axis = -1, bool keepDims = false) => ArgExtreme<Negate>(nameof(ArgMin), axis, keepDims);

    /// <summary>The sum over the axes along which <paramref name="shape"/> was broadcast to this tensor's shape.</summary>
    internal Tensor SumTo(Shape shape)
    {
        if (Shape == shape) return this;
        var axes = new List<int>();
        int added = Rank - shape.Rank;
        for (int axis = 0; axis < Rank; axis++)
        {
            if (axis < added || (shape[axis - added] == 1 && Shape[axis] != 1)) axes.Add(axis);
        }

        return Reduce<Identity, Sum>(ReductionPlan.Create(Shape, [.. axes]), 1).TransferTo(shape);
    }

    /// <summary>Reduces f of the elements, without a gradient; the result has the plan's kept shape.</summary>
    internal Tensor Reduce<TFormula, TReduction>(ReductionPlan plan, double divisor) where TFormula : IUnaryFormula where TReduction : IReduction
    {
        var input = plan.Permutation is { } permutation ? PermuteCopy(permutation) : this;
        var y = EmptyLike(plan.KeptShape);
        if (ElementType == ElementType.Float32) Run<float>();
        else Run<double>();
        return y;

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => Backend.Reduce<TFormula, TReduction, T>(
            input.Elements<T>(), y.Elements<T>(), (nint)plan.Outer, (nint)plan.Length, (nint)plan.Inner, T.CreateTruncating(divisor));
    }

    private Tensor TrackSum(Tensor y, ReductionPlan plan) => y.Track(nameof(Sum), [this], dy => [dy.View(plan.KeptShape).Expand(Shape)]);

    private Tensor TrackMean(Tensor y, ReductionPlan plan) => y.Track(nameof(Mean), [this], dy => [(dy.View(plan.KeptShape) / plan.Length).Expand(Shape)]);

    private Tensor Shaped(ReductionPlan plan, bool keepDims) => TransferTo(keepDims ? plan.KeptShape : plan.ReducedShape);

    private Tensor Extreme<TReduction>(string name, int[]? axes, bool keepDims) where TReduction : IReduction
    {
        var plan = ReductionPlan.Create(Shape, axes);
        if (plan.Length == 0)
            throw new InvalidOperationException($"{name} over an empty axis of shape {Shape} has no value.");
        var kept = Reduce<Identity, TReduction>(plan, 1);
        return kept.Shaped(plan, keepDims).Track(name, [this], dy =>
        {
            var chosen = EqualTo(kept);
            // none is chosen where the extreme is NaN
            return [chosen * Zip<SharedGradient>(dy.View(plan.KeptShape), chosen.Reduce<Identity, Sum>(plan, 1))];
        });
    }

    private Tensor ArgExtreme<TFormula>(string name, int axis, bool keepDims) where TFormula : IUnaryFormula
    {
        var plan = ReductionPlan.Create(Shape, [axis]);
        if (plan.Length == 0)
            throw new InvalidOperationException($"{name} over an empty axis of shape {Shape} has no value.");
        if (ElementType == ElementType.Float32 && plan.Length > 1 << 24)
            throw new InvalidOperationException($"{name} over {plan.Length} elements: float32 holds exact indices up to 2^24 only; convert to float64 first.");
        var y = EmptyLike(plan.KeptShape);
        if (ElementType == ElementType.Float32) Run<float>();
        else Run<double>();
        return y.Shaped(plan, keepDims);

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Backend.ArgMax<TFormula, T>(Elements<T>(), y.Elements<T>(), (nint)plan.Outer, (nint)plan.Length, (nint)plan.Inner);
    }
}
