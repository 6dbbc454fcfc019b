using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The pullback of a unary operation as a formula of (x, y, dy).</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
public readonly struct Pullback<TOperation> : ITernaryFormula where TOperation : IUnaryOperation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TOperation.Pullback(x, y, dy);
}

/// <summary>The pullback of a binary operation to its left argument, as a formula of (a, b, y, dy).</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
public readonly struct PullbackLeft<TOperation> : IQuaternaryFormula where TOperation : IBinaryOperation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TOperation.PullbackLeft(a, b, y, dy);
}

/// <summary>The pullback of a binary operation to its right argument, as a formula of (a, b, y, dy).</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
public readonly struct PullbackRight<TOperation> : IQuaternaryFormula where TOperation : IBinaryOperation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TOperation.PullbackRight(a, b, y, dy);
}
