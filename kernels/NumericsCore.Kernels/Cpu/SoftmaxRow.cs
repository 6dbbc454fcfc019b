using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The parts that the kernels over rows of logits share.</summary>
internal static unsafe class SoftmaxRow<TLane, T>
    where TLane : struct, IVectorLane<TLane, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The greatest element that is a number; -∞ if none is.</summary>
    public static T Greatest(T* x, nint columns) =>
        RowReduction<GreatestNumber, T>.Reduce<TLane, FormulaSource<Identity, T>>(new(x), columns);

    /// <summary>Σ x[c] in the written order.</summary>
    public static T Sum(T* x, nint columns) => RowReduction<RowSum, T>.Reduce<TLane, FormulaSource<Identity, T>>(new(x), columns);

    /// <summary>y[c] = exp(x[c] - greatest); y may be x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exponentials(T* x, T greatest, T* y, nint columns)
    {
        var shift = TLane.Broadcast(greatest);
        nint c = 0;
        for (; c <= columns - TLane.Count; c += TLane.Count) TLane.Store(Elementary.Exp(TLane.Load(x + c) - shift), y + c);
        if (TLane.Count > 1 && c < columns)
            LaneTail.Store(Elementary.Exp(LaneTail.Load<TLane, T>(x + c, columns - c) - shift), y + c, columns - c);
    }

    /// <summary>log x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Log(T x) => TLane.Element(Elementary.Log(TLane.Broadcast(x)), 0);
}

/// <summary>exp(x[c] - greatest).</summary>
internal readonly unsafe struct ExponentialSource<T>(T* x, T greatest) : IRowSource<T> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Load<TLane>(nint index) where TLane : struct, IVectorLane<TLane, T> =>
        Elementary.Exp(TLane.Load(x + index) - TLane.Broadcast(greatest));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane LoadTail<TLane>(nint index, nint count) where TLane : struct, IVectorLane<TLane, T> =>
        Elementary.Exp(LaneTail.Load<TLane, T>(x + index, count) - TLane.Broadcast(greatest));
}

/// <summary>t[c]·(logSum - (x[c] - greatest)).</summary>
internal readonly unsafe struct CrossEntropySource<T>(T* x, T* t, T greatest, T logSum) : IRowSource<T> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Load<TLane>(nint index) where TLane : struct, IVectorLane<TLane, T> => Term(TLane.Load(x + index), TLane.Load(t + index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane LoadTail<TLane>(nint index, nint count) where TLane : struct, IVectorLane<TLane, T> =>
        Term(LaneTail.Load<TLane, T>(x + index, count), LaneTail.Load<TLane, T>(t + index, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Term<TLane>(TLane logit, TLane target) where TLane : struct, IVectorLane<TLane, T> =>
        target * (TLane.Broadcast(logSum) - (logit - TLane.Broadcast(greatest)));
}

/// <summary>The sum that normalises a row.</summary>
internal readonly struct RowSum : IReduction
{
    public static double Identity => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => accumulator + value;
}
