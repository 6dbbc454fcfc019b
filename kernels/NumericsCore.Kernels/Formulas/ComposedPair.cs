using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y = second(first(a, b)), in one kernel; so are its pullbacks. They have the bits of the two operations one after the other.</summary>
/// <typeparam name="TFirst">What is applied to the pair.</typeparam>
/// <typeparam name="TSecond">What is applied to its result.</typeparam>
/// <param name="first">The first operation, with its values.</param>
/// <param name="second">The second operation, with its values.</param>
public readonly struct ComposedPair<TFirst, TSecond>(TFirst first, TSecond second) : IBinaryOperation where TFirst : struct, IBinaryOperation where TSecond : struct, IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain LeftDomain => TFirst.LeftDomain;

    /// <inheritdoc/>
    public static Domain RightDomain => TFirst.RightDomain;

    /// <inheritdoc cref="Composed{TFirst, TSecond}.ToleranceUlps"/>
    public static double ToleranceUlps => double.PositiveInfinity;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => second.Apply(first.Apply(a, b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane inner = first.Apply(a, b);
        TLane gradient = Pulled.Through(second, inner, y, dy);
        return Pulled.Guarded(TFirst.PullsZeroBack, gradient, first.PullbackLeft(a, b, inner, gradient));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane inner = first.Apply(a, b);
        TLane gradient = Pulled.Through(second, inner, y, dy);
        return Pulled.Guarded(TFirst.PullsZeroBack, gradient, first.PullbackRight(a, b, inner, gradient));
    }

    /// <inheritdoc/>
    public double Reference(double a, double b) => second.Reference(first.Reference(a, b));
}

/// <summary>Makes one operation of one on a pair and one on its result.</summary>
public static class BinaryComposition
{
    /// <summary>second(first(a, b)) as one operation.</summary>
    /// <param name="first">What is applied to the pair.</param>
    /// <param name="second">What is applied to its result.</param>
    public static ComposedPair<TFirst, TSecond> Then<TFirst, TSecond>(this TFirst first, TSecond second) where TFirst : struct, IBinaryOperation where TSecond : struct, IUnaryOperation =>
        new(first, second);
}
