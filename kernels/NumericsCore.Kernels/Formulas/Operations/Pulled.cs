using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>What pullbacks share about 0·∞ and gradients of 0.</summary>
internal static class Pulled
{
    /// <summary>
    /// The product of a gradient and its weight, which is 0 for a weight of 0 and an infinite gradient: at the origin the gradient of a
    /// norm is 0·∞, and 0 is the one of its subgradients that every user of norms means.
    /// </summary>
    /// <param name="product">dy times the weight, as it would be without this rule; all its bits stay but for NaN.</param>
    /// <param name="weight">What is 0 where the weight is.</param>
    /// <param name="dy">The gradient.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Unweighted<TLane>(TLane product, TLane weight, TLane dy) where TLane : struct, ILane<TLane>
    {
        // only NaN differs from itself
        TLane ofInfinity = TLane.SelectEqual(dy, dy, TLane.Of(0), product);
        return TLane.SelectEqual(product, product, product, TLane.SelectEqual(weight, TLane.Of(0), ofInfinity, product));
    }

    /// <summary>What is pulled back, but 0 where the gradient is 0.</summary>
    /// <param name="dy">The gradient.</param>
    /// <param name="pulled">What the operation's pullback gives.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Guarded<TLane>(TLane dy, TLane pulled) where TLane : struct, ILane<TLane> => TLane.SelectEqual(dy, TLane.Of(0), TLane.Of(0), pulled);

    /// <summary>What a gradient is pulled back to: 0 for a gradient of 0, whatever the pullback gives, unless that is 0 by itself.</summary>
    /// <param name="pullsZeroBack">Whether the operation says that it pulls a gradient of 0 back as 0.</param>
    /// <param name="dy">The gradient.</param>
    /// <param name="pulled">What the operation's pullback gives.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Guarded<TLane>(bool pullsZeroBack, TLane dy, TLane pulled) where TLane : struct, ILane<TLane> =>
        pullsZeroBack ? pulled : Guarded(dy, pulled);

    /// <summary>A gradient pulled back through one operation of several that one kernel applies.</summary>
    /// <param name="operation">The operation, with its values.</param>
    /// <param name="x">Its argument.</param>
    /// <param name="y">Its result.</param>
    /// <param name="dy">The gradient of the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Through<TOperation, TLane>(TOperation operation, TLane x, TLane y, TLane dy) where TOperation : struct, IUnaryOperation where TLane : struct, ILane<TLane> =>
        Guarded(TOperation.PullsZeroBack, dy, operation.Pullback(x, y, dy));
}
