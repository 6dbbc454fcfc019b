using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// y = second(first(x)), in one kernel; so is its pullback, which computes first(x) again rather than keeping it. Both have the bits of
/// the two operations one after the other.
/// </summary>
/// <typeparam name="TFirst">What is applied first.</typeparam>
/// <typeparam name="TSecond">What is applied to its result.</typeparam>
/// <param name="first">The first operation, with its values.</param>
/// <param name="second">The second operation, with its values.</param>
public readonly struct Composed<TFirst, TSecond>(TFirst first, TSecond second) : IUnaryOperation where TFirst : struct, IUnaryOperation where TSecond : struct, IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => TFirst.Domain;

    /// <summary>No bound: how much the second operation enlarges the error of the first, neither of them says.</summary>
    public static double ToleranceUlps => double.PositiveInfinity;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => second.Apply(first.Apply(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane inner = first.Apply(x);
        return Pulled.Through(first, x, inner, Pulled.Through(second, inner, y, dy));
    }

    /// <inheritdoc/>
    public double Reference(double x) => second.Reference(first.Reference(x));
}

/// <summary>Makes one operation of two, which one kernel applies after each other.</summary>
public static class UnaryComposition
{
    /// <summary>second(first(x)) as one operation.</summary>
    /// <param name="first">What is applied first.</param>
    /// <param name="second">What is applied to its result.</param>
    public static Composed<TFirst, TSecond> Then<TFirst, TSecond>(this TFirst first, TSecond second) where TFirst : struct, IUnaryOperation where TSecond : struct, IUnaryOperation =>
        new(first, second);
}
