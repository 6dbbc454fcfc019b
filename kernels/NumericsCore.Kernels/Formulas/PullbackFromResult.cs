using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Marks an activation whose <see cref="IUnaryOperation.Pullback"/> is the same with the result y in place of the argument x, so that x need not be kept.</summary>
public interface IPullbackFromResult : IUnaryOperation
{
    /// <summary>
    /// Whether the pullback depends on the sign of the result alone, and is 0 where the result is 0: then it is the same from what a later
    /// operation made of the result, as long as that has the same sign wherever a gradient is to pass, and is 0 elsewhere.
    /// </summary>
    static virtual bool PullsBackBySign => false;
}

/// <summary>The pullback of such an activation as a formula of (y, dy).</summary>
/// <typeparam name="TActivation">The activation.</typeparam>
/// <param name="activation">The activation, with its values.</param>
public readonly struct PullbackFromResult<TActivation>(TActivation activation) : IBinaryFormula where TActivation : IPullbackFromResult
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane y, TLane dy) where TLane : struct, ILane<TLane> => activation.Pullback(y, y, dy);
}

/// <summary>The same of a scaled gradient, as a formula of (y, dy, scale).</summary>
/// <typeparam name="TActivation">The activation.</typeparam>
/// <param name="activation">The activation, with its values.</param>
public readonly struct ScaledPullbackFromResult<TActivation>(TActivation activation) : ITernaryFormula where TActivation : IPullbackFromResult
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane y, TLane dy, TLane scale) where TLane : struct, ILane<TLane> => activation.Pullback(y, y, dy * scale);
}
