using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[o, i] = the first k for which f(x[o, k, i]) is largest; an item is one o.</summary>
internal readonly unsafe struct ArgMaxLoop<TFormula, T>(T* x, T* y, nint length, nint inner) : ILaneRange<T>
    where TFormula : IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // how far a row is searched for its largest element before that element's place is looked up
    private const int Block = 1024;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        for (nint o = start; o < end; o++)
        {
            if (inner == 1) y[o] = T.CreateTruncating(Row<TLane>(x + o * length));
            else Columns<TLane>(x + o * length * inner, y + o * inner);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private nint Row<TLane>(T* row) where TLane : struct, IVectorLane<TLane, T>
    {
        T max = At(row);
        nint place = 0;
        for (nint start = 0; start < length && !T.IsNaN(max); start += Block)
        {
            nint end = Math.Min(length, start + Block);
            T found = MaxOrNaN<TLane>(row, start, end, max);
            if (!(found > max) && !T.IsNaN(found)) continue;
            max = found;
            place = start;
            while (!(T.IsNaN(found) ? T.IsNaN(At(row + place)) : At(row + place) == found)) place++;
        }

        return place;
    }

    /// <summary>The largest of the elements and a bound from below, or NaN if an element is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MaxOrNaN<TLane>(T* row, nint start, nint end, T bound) where TLane : struct, IVectorLane<TLane, T>
    {
        TLane max = TLane.Broadcast(bound), nan = max;
        nint i = start;
        for (; i <= end - TLane.Count; i += TLane.Count) Update(default(TFormula)!.Apply(TLane.Load(row + i)), ref max, ref nan);
        T result = bound;
        for (int e = 0; e < TLane.Count; e++) Update(TLane.Element(max, e), TLane.Element(nan, e), ref result);
        for (; i < end; i++) Update(At(row + i), At(row + i), ref result);
        return result;
    }

    // the comparison with itself fails for NaN alone
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Update<TLane>(TLane value, ref TLane max, ref TLane nan) where TLane : struct, IVectorLane<TLane, T>
    {
        max = TLane.SelectLess(max, value, value, max);
        nan = TLane.SelectEqual(value, value, nan, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Update(T value, T nan, ref T max)
    {
        if (T.IsNaN(nan)) max = nan;
        else if (value > max) max = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T At(T* element) => ScalarLane<T>.Element(default(TFormula)!.Apply(ScalarLane<T>.Load(element)), 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Columns<TLane>(T* matrix, T* places) where TLane : struct, IVectorLane<TLane, T>
    {
        nint i = 0;
        for (; i <= inner - TLane.Count; i += TLane.Count)
        {
            TLane max = default(TFormula)!.Apply(TLane.Load(matrix + i)), place = TLane.Broadcast(T.Zero);
            for (nint k = 1; k < length; k++) Update(default(TFormula)!.Apply(TLane.Load(matrix + k * inner + i)), k, ref max, ref place);
            TLane.Store(place, places + i);
        }

        nint rest = inner - i;
        if (LaneTail.IsLeft<TLane, T>(rest))
        {
            TLane max = default(TFormula)!.Apply(LaneTail.Load<TLane, T>(matrix + i, rest)), place = TLane.Broadcast(T.Zero);
            for (nint k = 1; k < length; k++) Update(default(TFormula)!.Apply(LaneTail.Load<TLane, T>(matrix + k * inner + i, rest)), k, ref max, ref place);
            LaneTail.Store(place, places + i, rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Update<TLane>(TLane value, nint k, ref TLane max, ref TLane place) where TLane : struct, IVectorLane<TLane, T>
    {
        var here = TLane.Broadcast(T.CreateTruncating(k));
        // a NaN wins unless a NaN has won before
        var afterNaN = TLane.SelectEqual(max, max, here, place);
        place = TLane.SelectEqual(value, value, TLane.SelectLess(max, value, here, place), afterNaN);
        max = TLane.SelectEqual(value, value, TLane.SelectLess(max, value, value, max), value);
    }
}
