using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>The pullback of a unary operation as a formula of (x, y, dy).</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
/// <param name="operation">The operation, with its values.</param>
public readonly struct Pullback<TOperation>(TOperation operation) : ITernaryFormula where TOperation : IUnaryOperation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => operation.Pullback(x, y, dy);
}

/// <summary>The pullback of a binary operation to its left argument, as a formula of (a, b, y, dy).</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
/// <param name="operation">The operation, with its values.</param>
public readonly struct PullbackLeft<TOperation>(TOperation operation) : IQuaternaryFormula where TOperation : IBinaryOperation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => operation.PullbackLeft(a, b, y, dy);
}

/// <summary>The pullback of a binary operation to its right argument, as a formula of (a, b, y, dy).</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
/// <param name="operation">The operation, with its values.</param>
public readonly struct PullbackRight<TOperation>(TOperation operation) : IQuaternaryFormula where TOperation : IBinaryOperation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => operation.PullbackRight(a, b, y, dy);
}

/// <summary>The pullback of a unary operation as a formula of (x, y, dy), where a gradient of 0 is pulled back as 0 though the formula may give NaN.</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
/// <param name="operation">The operation, with its values.</param>
internal readonly struct GuardedPullback<TOperation>(TOperation operation) : ITernaryFormula where TOperation : IUnaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        Pulled.Guarded(dy, operation.Pullback(x, y, dy));
}

/// <summary>The pullback of a binary operation to its left argument, as a formula of (a, b, y, dy), where a gradient of 0 is pulled back as 0 though the formula may give NaN.</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
/// <param name="operation">The operation, with its values.</param>
internal readonly struct GuardedPullbackLeft<TOperation>(TOperation operation) : IQuaternaryFormula where TOperation : IBinaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        Pulled.Guarded(dy, operation.PullbackLeft(a, b, y, dy));
}

/// <summary>The pullback of a binary operation to its right argument, as a formula of (a, b, y, dy), where a gradient of 0 is pulled back as 0 though the formula may give NaN.</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
/// <param name="operation">The operation, with its values.</param>
internal readonly struct GuardedPullbackRight<TOperation>(TOperation operation) : IQuaternaryFormula where TOperation : IBinaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        Pulled.Guarded(dy, operation.PullbackRight(a, b, y, dy));
}

/// <summary>A gradient times a weight; 0 where one of them is 0, whatever the other.</summary>
internal readonly struct WeightedGradient : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane dy, TLane weight) where TLane : struct, ILane<TLane> => Pulled.Guarded(dy, default(WeightedTerm).Apply(weight, dy));
}

/// <summary>A gradient shared by a number of elements; 0 where the gradient is 0, whatever the number.</summary>
internal readonly struct SharedGradient : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane dy, TLane count) where TLane : struct, ILane<TLane> => Pulled.Guarded(dy, dy / count);
}
