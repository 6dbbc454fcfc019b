using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>ℓ(p, t)·(w₀ + (w₁ - w₀)·t), with the bits of the loss, the weight and their product as kernels after each other; a weight of 0 gives 0 whatever the loss is.</summary>
/// <typeparam name="TLoss">ℓ.</typeparam>
/// <param name="loss">ℓ, with its values.</param>
/// <param name="weight0">w₀, the weight of class 0.</param>
/// <param name="difference">w₁ - w₀.</param>
internal readonly struct ClassWeighted<TLoss>(TLoss loss, FormulaValue weight0, FormulaValue difference) : ILossFormula where TLoss : struct, ILossFormula
{
    public static Domain LeftDomain => TLoss.LeftDomain;

    public static Domain RightDomain => Domain.Probability;

    public static double ToleranceUlps => double.PositiveInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane prediction, TLane target) where TLane : struct, ILane<TLane> =>
        default(WeightedTerm).Apply(loss.Apply(prediction, target), Weight(target));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane weighted = default(WeightedTerm).Apply(dy, Weight(target));
        return Pulled.Guarded(TLoss.PullsZeroBack, weighted, loss.PullbackLeft(prediction, target, TLane.Of(0), weighted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane unweighted = loss.Apply(prediction, target), weighted = default(WeightedTerm).Apply(dy, Weight(target));
        TLane throughWeight = default(WeightedTerm).Apply(unweighted, dy * TLane.Of(difference));
        return Pulled.Guarded(TLoss.PullsZeroBack, weighted, loss.PullbackRight(prediction, target, unweighted, weighted)) + throughWeight;
    }

    public double Reference(double prediction, double target) => loss.Reference(prediction, target) * (weight0.Double + (difference.Double * target));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Weight<TLane>(TLane target) where TLane : struct, ILane<TLane> => target * TLane.Of(difference) + TLane.Of(weight0);
}

/// <summary>ℓ(p, t)·w, with the bits of the loss and the product as kernels after each other; a weight of 0 gives 0 whatever the loss is.</summary>
/// <typeparam name="TLoss">ℓ.</typeparam>
/// <param name="loss">ℓ, with its values.</param>
internal readonly struct SampleWeighted<TLoss>(TLoss loss) : ITernaryOperation where TLoss : struct, ILossFormula
{
    public static Domain FirstDomain => TLoss.LeftDomain;

    public static Domain SecondDomain => TLoss.RightDomain;

    public static Domain ThirdDomain => Domain.Positive;

    public static double ToleranceUlps => double.PositiveInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane prediction, TLane target, TLane weight) where TLane : struct, ILane<TLane> =>
        default(WeightedTerm).Apply(loss.Apply(prediction, target), weight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackFirst<TLane>(TLane prediction, TLane target, TLane weight, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane weighted = default(WeightedTerm).Apply(dy, weight);
        return Pulled.Guarded(TLoss.PullsZeroBack, weighted, loss.PullbackLeft(prediction, target, TLane.Of(0), weighted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackSecond<TLane>(TLane prediction, TLane target, TLane weight, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane weighted = default(WeightedTerm).Apply(dy, weight);
        return Pulled.Guarded(TLoss.PullsZeroBack, weighted, loss.PullbackRight(prediction, target, loss.Apply(prediction, target), weighted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackThird<TLane>(TLane prediction, TLane target, TLane weight, TLane dy) where TLane : struct, ILane<TLane> =>
        default(WeightedTerm).PullbackRight(loss.Apply(prediction, target), weight, TLane.Of(0), dy);

    public double Reference(double prediction, double target, double weight) => weight == 0 ? 0 : loss.Reference(prediction, target) * weight;
}
