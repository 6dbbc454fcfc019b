using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>y[o, b, i] = the first k of part b of the axis for which f(x[o, k, i]) is largest, counted from the axis' begin.</summary>
internal readonly unsafe struct ArgMaxLoop<TFormula, T>(T* x, T* y, in AxisParts parts) : ILaneRange<T>
    where TFormula : IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // how far a row is searched for its largest element before that element's place is looked up
    private const int Block = 1024;

    private readonly AxisParts _parts = parts;

    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        nint inner = _parts.Inner;
        if (inner == 1 && _parts.Count == 1 && TLane.Count > 1 && new RowGroup<TLane, T>(_parts.Length).Tiled)
        {
            ShortRows<TLane>(start, end);
            return;
        }

        for (nint item = start; item < end; item++)
        {
            var (result, o, first, rows, column, columns) = _parts[item];
            T* axis = x + o * _parts.Length * inner;
            if (inner == 1) y[result] = T.CreateTruncating(Row<TLane>(axis, first, first + rows));
            else ArgMaxColumns<TFormula, T>.Run<TLane>(axis + first * inner + column, inner, first, rows, columns, y + result * inner + column);
        }
    }

    /// <summary>The one of two places whose element is larger; the first if none is, or if it holds a NaN.</summary>
    public static T Larger(T* axis, nint stride, T first, T second)
    {
        T one = ArgMaxColumns<TFormula, T>.At(axis + nint.CreateTruncating(first) * stride), other = ArgMaxColumns<TFormula, T>.At(axis + nint.CreateTruncating(second) * stride);
        return !T.IsNaN(one) && !(other <= one) ? second : first;
    }

    /// <summary>As many rows at a time as a lane has elements, transposed.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ShortRows<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        nint length = _parts.Length;
        var group = new RowGroup<TLane, T>(length);
        T* memory = stackalloc T[StackMemory.LengthFor<T>(RowGroup<TLane, T>.TileLength)], tile = StackMemory.Align(memory);
        T* places = stackalloc T[TLane.Count];
        for (nint r = start; r < end; r += group.Rows)
        {
            nint count = group.Take(r, end);
            group.Enter(x + r * length, count, tile);
            ArgMaxColumns<TFormula, T>.Run<TLane>(tile, TLane.Count, 0, length, TLane.Count, count == TLane.Count ? y + r : places);
            if (count < TLane.Count) new Span<T>(places, (int)count).CopyTo(new Span<T>(y + r, (int)count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Row<TLane>(T* row, nint first, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        T max = ArgMaxColumns<TFormula, T>.At(row + first);
        nint place = first;
        for (nint start = first; start < end && !T.IsNaN(max); start += Block)
        {
            nint blockEnd = Math.Min(end, start + Block);
            T found = MaxOrNaN<TLane>(row, start, blockEnd, max);
            if (found <= max) continue;
            max = found;
            place = start;
            var wanted = TLane.Broadcast(found);
            while (place <= blockEnd - TLane.Count && !T.IsNaN(found) && !TLane.AnyEqual(default(TFormula)!.Apply(TLane.Load(row + place)), wanted)) place += TLane.Count;
            while (!(T.IsNaN(found) ? T.IsNaN(ArgMaxColumns<TFormula, T>.At(row + place)) : ArgMaxColumns<TFormula, T>.At(row + place) == found)) place++;
        }

        return place;
    }

    /// <summary>The largest of the elements and a bound from below, or NaN if an element is NaN.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T MaxOrNaN<TLane>(T* row, nint start, nint end, T bound) where TLane : struct, IVectorLane<TLane, T>
    {
        TLane max = TLane.Broadcast(bound), nan = max;
        nint i = start;
        if (i <= end - 4 * TLane.Count)
        {
            // four chains hide the latency of a comparison and a choice
            TLane max1 = max, max2 = max, max3 = max, nan1 = max, nan2 = max, nan3 = max;
            for (; i <= end - 4 * TLane.Count; i += 4 * TLane.Count)
            {
                T* ahead = row + i + ReadAhead.Bytes / sizeof(T);
                ReadAhead.Fetch<TLane, T>(ahead);
                ReadAhead.Fetch<TLane, T>(ahead + TLane.Count);
                ReadAhead.Fetch<TLane, T>(ahead + 2 * TLane.Count);
                ReadAhead.Fetch<TLane, T>(ahead + 3 * TLane.Count);
                Update(default(TFormula)!.Apply(TLane.Load(row + i)), ref max, ref nan);
                Update(default(TFormula)!.Apply(TLane.Load(row + i + TLane.Count)), ref max1, ref nan1);
                Update(default(TFormula)!.Apply(TLane.Load(row + i + 2 * TLane.Count)), ref max2, ref nan2);
                Update(default(TFormula)!.Apply(TLane.Load(row + i + 3 * TLane.Count)), ref max3, ref nan3);
            }

            Join(max1, nan1, ref max, ref nan);
            Join(max2, nan2, ref max, ref nan);
            Join(max3, nan3, ref max, ref nan);
        }

        for (; i <= end - TLane.Count; i += TLane.Count) Update(default(TFormula)!.Apply(TLane.Load(row + i)), ref max, ref nan);
        T* elements = stackalloc T[2 * TLane.Count];
        TLane.Store(max, elements);
        TLane.Store(nan, elements + TLane.Count);
        int width = TLane.Count;
        if (width > Vector256<T>.Count) Halve<Lane256<T>>(elements, ref width);
        if (width > Vector128<T>.Count) Halve<Lane128<T>>(elements, ref width);
        T result = bound;
        for (int e = 0; e < width; e++) Update(elements[e], elements[TLane.Count + e], ref result);
        for (; i < end; i++) Update(ArgMaxColumns<TFormula, T>.At(row + i), ArgMaxColumns<TFormula, T>.At(row + i), ref result);
        return result;

        static void Halve<THalf>(T* elements, ref int width) where THalf : struct, IVectorLane<THalf, T>
        {
            width /= 2;
            T* nans = elements + TLane.Count;
            THalf max = THalf.Load(elements), nan = THalf.Load(nans);
            Join(THalf.Load(elements + width), THalf.Load(nans + width), ref max, ref nan);
            THalf.Store(max, elements);
            THalf.Store(nan, nans);
        }
    }

    // the comparison with itself fails for NaN alone
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Update<TLane>(TLane value, ref TLane max, ref TLane nan) where TLane : struct, IVectorLane<TLane, T>
    {
        max = TLane.SelectLess(max, value, value, max);
        nan = TLane.SelectEqual(value, value, nan, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join<TLane>(TLane max, TLane nan, ref TLane intoMax, ref TLane intoNaN) where TLane : struct, IVectorLane<TLane, T>
    {
        intoMax = TLane.SelectLess(intoMax, max, max, intoMax);
        intoNaN = TLane.SelectEqual(nan, nan, intoNaN, nan);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Update(T value, T nan, ref T max)
    {
        if (T.IsNaN(nan)) max = nan;
        else if (value > max) max = value;
    }
}
