using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Marks an operation of (prediction, target) whose left pullback does not read the result, so that the unreduced losses need not be kept.</summary>
public interface ILossFormula : IBinaryOperation;

/// <summary>The gradient of such an operation with respect to the prediction, as a formula of (prediction, target, dy); 0 where dy is 0.</summary>
/// <typeparam name="TLoss">The loss.</typeparam>
/// <param name="loss">The loss, with its values.</param>
public readonly struct LossPullback<TLoss>(TLoss loss) : ITernaryFormula where TLoss : ILossFormula
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane c) where TLane : struct, ILane<TLane> =>
        Elementary.ZeroAtZero(c, loss.PullbackLeft(a, b, TLane.Of(0), c));
}
