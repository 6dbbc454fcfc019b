using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Marks an activation whose <see cref="IUnaryOperation.Pullback"/> is the same with the result y in place of the argument x, so that x need not be kept.</summary>
public interface IPullbackFromResult : IUnaryOperation;

/// <summary>The pullback of such an activation as a formula of (y, dy).</summary>
/// <typeparam name="TActivation">The activation.</typeparam>
public readonly struct PullbackFromResult<TActivation> : IBinaryFormula where TActivation : IPullbackFromResult
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane y, TLane dy) where TLane : struct, ILane<TLane> => TActivation.Pullback(y, y, dy);
}
