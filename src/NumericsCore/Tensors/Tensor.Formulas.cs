using NumericsCore.Kernels;

namespace NumericsCore;

/// <content>
/// How a formula becomes a differentiable operation, one of the library's or a struct in anyone's assembly: one kernel forward and one for
/// each gradient, on every device, with the formula's fields handed over as values.
/// </content>
public partial class Tensor
{
    /// <summary>The formula as it is made without arguments: what its constructor without parameters says, or else zeros in all its values.</summary>
    /// <inheritdoc cref="Apply{TOperation}(TOperation)"/>
    public Tensor Apply<TOperation>() where TOperation : struct, IUnaryOperation => Apply(new TOperation());

    /// <summary>y = f(x) of every element, in one kernel; the gradient is dx = f.Pullback(x, y, dy), in another. A gradient of 0 stays 0.</summary>
    /// <typeparam name="TOperation">A struct with the formula and its pullback; public, for launchers of GPUs have a parameter of its type.</typeparam>
    /// <param name="operation">The formula with its values: other values need no new compilation.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">The formula holds a reference.</exception>
    /// <exception cref="GpuKernelException">A device's compiler refuses the formula; nothing was computed.</exception>
    public Tensor Apply<TOperation>(TOperation operation) where TOperation : struct, IUnaryOperation => Apply(FormulaName<TOperation>.Value, operation);

    /// <summary>The formula as it is made without arguments: what its constructor without parameters says, or else zeros in all its values.</summary>
    /// <inheritdoc cref="Apply{TOperation}(Tensor, Tensor, TOperation)"/>
    public static Tensor Apply<TOperation>(Tensor a, Tensor b) where TOperation : struct, IBinaryOperation => Apply(a, b, new TOperation());

    /// <summary>y = f(a, b) of every pair of elements, with broadcasting, in one kernel; the gradients are f.PullbackLeft and f.PullbackRight of (a, b, y, dy), summed over broadcast axes.</summary>
    /// <typeparam name="TOperation">A struct with the formula and its pullbacks; public, for launchers of GPUs have a parameter of its type.</typeparam>
    /// <param name="a">The left argument.</param>
    /// <param name="b">The right argument, of a shape that broadcasts with the left one's.</param>
    /// <param name="operation">The formula with its values: other values need no new compilation.</param>
    /// <returns>A tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast, the tensors differ in device or element type, or the formula holds a reference.</exception>
    /// <exception cref="GpuKernelException">A device's compiler refuses the formula; nothing was computed.</exception>
    public static Tensor Apply<TOperation>(Tensor a, Tensor b, TOperation operation) where TOperation : struct, IBinaryOperation =>
        Apply(NotNull(a), NotNull(b), FormulaName<TOperation>.Value, operation);

    /// <summary>The formula as it is made without arguments: what its constructor without parameters says, or else zeros in all its values.</summary>
    /// <inheritdoc cref="Apply{TOperation}(Tensor, Tensor, Tensor, TOperation)"/>
    public static Tensor Apply<TOperation>(Tensor a, Tensor b, Tensor c) where TOperation : struct, ITernaryOperation => Apply(a, b, c, new TOperation());

    /// <summary>y = f(a, b, c) of every triple of elements, with broadcasting, in one kernel; the gradients are f.PullbackFirst, f.PullbackSecond and f.PullbackThird of (a, b, c, dy), summed over broadcast axes.</summary>
    /// <typeparam name="TOperation">A struct with the formula and its pullbacks; public, for launchers of GPUs have a parameter of its type.</typeparam>
    /// <param name="a">The first argument.</param>
    /// <param name="b">The second argument.</param>
    /// <param name="c">The third argument; the shapes of all three broadcast.</param>
    /// <param name="operation">The formula with its values: other values need no new compilation.</param>
    /// <returns>A tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast, the tensors differ in device or element type, or the formula holds a reference.</exception>
    /// <exception cref="GpuKernelException">A device's compiler refuses the formula; nothing was computed.</exception>
    public static Tensor Apply<TOperation>(Tensor a, Tensor b, Tensor c, TOperation operation) where TOperation : struct, ITernaryOperation
    {
        FormulaName.RequireValues<TOperation>(nameof(operation));
        var y = Zip(NotNull(a), NotNull(b), NotNull(c), operation);
        return IsTracked(a) || IsTracked(b) || IsTracked(c) ? TrackTernary(a, b, c, y, operation) : y;
    }

    /// <summary>
    /// A reduction of one's own over the given axes, or over all, in the fixed order of <see cref="IReduction"/>; the gradient is the
    /// reduction's pullback of every element. An empty axis gives the identity.
    /// </summary>
    /// <typeparam name="TReduction">A struct that says how elements are combined.</typeparam>
    /// <param name="axes">Distinct axes; negative ones count from the end; null for all.</param>
    /// <param name="keepDims">Whether reduced axes stay, with extent 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    /// <exception cref="GpuKernelException">A device's compiler refuses the formula; nothing was computed.</exception>
    public Tensor Reduce<TReduction>(int[]? axes = null, bool keepDims = false) where TReduction : struct, IReductionOperation
    {
        var plan = ReductionPlan.Create(Shape, axes);
        var kept = Reduce<Identity, TReduction>(plan, 1);
        return kept.Shaped(plan, keepDims).Track(FormulaName<TReduction>.Value, [this], dy => [Zip<ReductionPullbacks.Pullback<TReduction>>(this, kept, dy.View(plan.KeptShape))]);
    }

    /// <inheritdoc cref="Reduce{TReduction}(int[], bool)"/>
    public Tensor Reduce<TReduction>(int axis, bool keepDims = false) where TReduction : struct, IReductionOperation => Reduce<TReduction>([axis], keepDims);

    /// <summary>f of every element under the name that messages have for it.</summary>
    internal Tensor Apply<TOperation>(string name, TOperation operation = default) where TOperation : struct, IUnaryOperation
    {
        FormulaName.RequireValues<TOperation>(nameof(operation));
        var y = Map(operation);
        return IsTracked(this) ? TrackUnary(y, name, operation) : y;
    }

    /// <summary>f of every pair of elements under the name that messages have for it.</summary>
    internal static Tensor Apply<TOperation>(Tensor a, Tensor b, string name, TOperation operation = default) where TOperation : struct, IBinaryOperation
    {
        FormulaName.RequireValues<TOperation>(nameof(operation));
        var y = Zip(a, b, operation);
        return IsTracked(a) || IsTracked(b) ? TrackBinary(a, b, y, name, operation) : y;
    }

    // methods of their own, because what a closure captures is allocated where its method begins
    private Tensor TrackUnary<TOperation>(Tensor y, string name, TOperation operation) where TOperation : struct, IUnaryOperation =>
        y.Track(name, [this], dy => [TOperation.PullsZeroBack ? Zip(this, y, dy, new Pullback<TOperation>(operation)) : Zip(this, y, dy, new GuardedPullback<TOperation>(operation))]);

    private static Tensor TrackTernary<TOperation>(Tensor a, Tensor b, Tensor c, Tensor y, TOperation operation) where TOperation : struct, ITernaryOperation => y.Track(FormulaName<TOperation>.Value, [a, b, c], dy =>
    [
        a.RequiresGradient ? Zip(a, b, c, dy, new TernaryPullbacks.First<TOperation>(operation)).SumTo(a.Shape) : null,
        b.RequiresGradient ? Zip(a, b, c, dy, new TernaryPullbacks.Second<TOperation>(operation)).SumTo(b.Shape) : null,
        c.RequiresGradient ? Zip(a, b, c, dy, new TernaryPullbacks.Third<TOperation>(operation)).SumTo(c.Shape) : null,
    ]);

    private static Tensor TrackBinary<TOperation>(Tensor a, Tensor b, Tensor y, string name, TOperation operation) where TOperation : struct, IBinaryOperation
    {
        return y.Track(name, [a, b], dy =>
        [
            a.RequiresGradient ? Left(dy).SumTo(a.Shape) : null,
            b.RequiresGradient ? Right(dy).SumTo(b.Shape) : null,
        ]);

        Tensor Left(Tensor dy) => TOperation.PullsZeroBack ? Zip(a, b, y, dy, new PullbackLeft<TOperation>(operation)) : Zip(a, b, y, dy, new GuardedPullbackLeft<TOperation>(operation));
        Tensor Right(Tensor dy) => TOperation.PullsZeroBack ? Zip(a, b, y, dy, new PullbackRight<TOperation>(operation)) : Zip(a, b, y, dy, new GuardedPullbackRight<TOperation>(operation));
    }
}
