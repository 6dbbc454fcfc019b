using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// places[c] = the first k for which f(x[k·stride + c]) is largest, a NaN counting as greater than any number. Memory is read row by row, as it lies;
/// the largest elements so far and their places wait in the first cache.
/// </summary>
internal static unsafe class ArgMaxColumns<TFormula, T> where TFormula : IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // so often are the largest so far loaded and stored
    private const int RowsTogether = 4;

    /// <summary>Columns together, at most.</summary>
    public const int MaxWidth = 1024;

    /// <summary>Finds the places of some rows, whose numbers begin with <paramref name="first"/>.</summary>
    [SkipLocalsInit]
    public static void Run<TLane>(T* x, nint stride, nint first, nint rows, int columns, T* places) where TLane : struct, IVectorLane<TLane, T>
    {
        T* memory = stackalloc T[StackMemory.LengthFor<T>(MaxWidth)], maxima = StackMemory.Align(memory);
        // as many rows without a gap as fill whole lanes are one row of more columns
        int fold = TLane.Count;
        if (stride != columns || columns % TLane.Count == 0 || columns * fold > MaxWidth || rows < 2 * fold)
        {
            Columns<TLane>(x, stride, first, rows, columns, maxima, places);
            return;
        }

        T* memoryOfPlaces = stackalloc T[StackMemory.LengthFor<T>(MaxWidth)], folded = StackMemory.Align(memoryOfPlaces);
        nint groups = rows / fold;
        Columns<TLane>(x, stride * fold, 0, groups, columns * fold, maxima, folded);
        for (int c = 0; c < columns; c++)
        {
            T max = maxima[c];
            nint place = PlaceOf(c);
            for (int part = 1; part < fold; part++)
            {
                int candidate = part * columns + c;
                Update(maxima[candidate], PlaceOf(candidate) + part, ref max, ref place);
            }

            for (nint k = groups * fold; k < rows; k++) Update(At(x + k * stride + c), k, ref max, ref place);
            places[c] = T.CreateTruncating(first + place);
        }

        nint PlaceOf(int candidate) => nint.CreateTruncating(folded[candidate]) * fold;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns<TLane>(T* x, nint stride, nint first, nint rows, int columns, T* maxima, T* places) where TLane : struct, IVectorLane<TLane, T>
    {
        if (columns < TLane.Count)
        {
            Columns<ScalarLane<T>>(x, stride, first, rows, columns, maxima, places);
            return;
        }

        var zero = TLane.Broadcast(T.CreateTruncating(first));
        for (nint c = 0; c < columns; c = Next<TLane>(c, columns))
        {
            TLane.Store(default(TFormula)!.Apply(TLane.Load(x + c)), maxima + c);
            TLane.Store(zero, places + c);
        }

        nint k = 1;
        for (; k <= rows - RowsTogether; k += RowsTogether)
        {
            T* row0 = x + k * stride, row1 = row0 + stride, row2 = row1 + stride, row3 = row2 + stride;
            TLane k0 = TLane.Broadcast(T.CreateTruncating(first + k)), k1 = TLane.Broadcast(T.CreateTruncating(first + k + 1));
            TLane k2 = TLane.Broadcast(T.CreateTruncating(first + k + 2)), k3 = TLane.Broadcast(T.CreateTruncating(first + k + 3));
            for (nint c = 0; c < columns; c = Next<TLane>(c, columns))
            {
                TLane max = TLane.Load(maxima + c), place = TLane.Load(places + c);
                ReadAhead.Fetch<TLane, T>(row0 + c + RowsTogether * stride);
                ReadAhead.Fetch<TLane, T>(row1 + c + RowsTogether * stride);
                ReadAhead.Fetch<TLane, T>(row2 + c + RowsTogether * stride);
                ReadAhead.Fetch<TLane, T>(row3 + c + RowsTogether * stride);
                Update(default(TFormula)!.Apply(TLane.Load(row0 + c)), k0, ref max, ref place);
                Update(default(TFormula)!.Apply(TLane.Load(row1 + c)), k1, ref max, ref place);
                Update(default(TFormula)!.Apply(TLane.Load(row2 + c)), k2, ref max, ref place);
                Update(default(TFormula)!.Apply(TLane.Load(row3 + c)), k3, ref max, ref place);
                TLane.Store(max, maxima + c);
                TLane.Store(place, places + c);
            }
        }

        for (; k < rows; k++)
        {
            TLane here = TLane.Broadcast(T.CreateTruncating(first + k));
            for (nint c = 0; c < columns; c = Next<TLane>(c, columns))
            {
                TLane max = TLane.Load(maxima + c), place = TLane.Load(places + c);
                Update(default(TFormula)!.Apply(TLane.Load(x + k * stride + c)), here, ref max, ref place);
                TLane.Store(max, maxima + c);
                TLane.Store(place, places + c);
            }
        }
    }

    // the last lane may take columns once more: a second look at a row changes nothing
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Next<TLane>(nint c, nint columns) where TLane : struct, IVectorLane<TLane, T> => LaneTail.NextWhole(c, TLane.Count, columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Update<TLane>(TLane value, TLane here, ref TLane max, ref TLane place) where TLane : struct, IVectorLane<TLane, T>
    {
        // a NaN is not less or equal, and wins; where one has won before, nothing changes
        var winner = TLane.SelectLessOrEqual(value, max, max, value);
        place = TLane.SelectEqual(max, max, TLane.SelectLessOrEqual(value, max, place, here), place);
        max = TLane.SelectEqual(max, max, winner, max);
    }

    /// <summary>f of one element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T At(T* element) => ScalarLane<T>.Element(default(TFormula)!.Apply(ScalarLane<T>.Load(element)), 0);

    private static void Update(T value, nint here, ref T max, ref nint place)
    {
        bool isLarger = !T.IsNaN(max) && !(value <= max);
        // of equal ones the first counts, and candidates of different rows do not come in order
        bool isEarlier = here < place && (value == max || (T.IsNaN(value) && T.IsNaN(max)));
        if (!isLarger && !isEarlier) return;
        max = value;
        place = here;
    }
}
