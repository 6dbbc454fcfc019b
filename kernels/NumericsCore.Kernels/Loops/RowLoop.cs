using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The operands of a <see cref="RowLoop{TFormula, T}"/>: a run of elements with step 1, or with step 0 one lane that serves all.</summary>
internal unsafe struct RowOperands<T> where T : unmanaged
{
    public T* A, B, C, D;
    public nint StepA, StepB, StepC, StepD;

    /// <summary>One operand with step 1.</summary>
    public RowOperands(T* a)
        : this()
    {
        A = a;
        StepA = 1;
    }

    /// <summary>The operands from element <paramref name="start"/> on.</summary>
    public readonly RowOperands<T> From(nint start)
    {
        var shifted = this;
        shifted.A += start * StepA;
        shifted.B += start * StepB;
        shifted.C += start * StepC;
        shifted.D += start * StepD;
        return shifted;
    }
}

/// <summary>
/// y[i] = f(a[i], ...) along a row: the loop of all elementwise kernels. The formula stands in it once, so that the compiler
/// inlines even a long one: the elements left over at the end go through the same loop in a padded buffer.
/// </summary>
internal static unsafe class RowLoop<TFormula, T>
    where TFormula : IZipFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes a row; y may be an operand with step 1.</summary>
    public static void Run<TLane>(in RowOperands<T> operands, T* y, nint length, TFormula formula) where TLane : struct, IVectorLane<TLane, T> =>
        Run<TLane, CachedStore>(operands, y, length, formula);

    /// <summary>Computes a row with the given kind of store; for <see cref="StreamingStore"/>, y is aligned to 64 bytes.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane, TStore>(in RowOperands<T> operands, T* y, nint length, TFormula formula)
        where TLane : struct, IVectorLane<TLane, T> where TStore : struct, IStore
    {
        T* a = operands.A, b = operands.B, c = operands.C, d = operands.D;
        nint stepA = operands.StepA * TLane.Count, stepB = operands.StepB * TLane.Count;
        nint stepC = operands.StepC * TLane.Count, stepD = operands.StepD * TLane.Count;
        T* room = stackalloc T[6 * TLane.Count];
        // a streaming store needs its last result aligned as well
        T* buffer = (T*)(((nint)room + (TLane.Count * sizeof(T)) - 1) & -(nint)(TLane.Count * sizeof(T)));
        T* lastResult = buffer + 4 * TLane.Count, lastPlace = null;
        nint rest = length & (TLane.Count - 1);
        for (nint left = length - rest; ; left = TLane.Count)
        {
            for (; left > 0; left -= TLane.Count)
            {
                TStore.Store(formula.Apply(
                    TLane.Load(a),
                    TFormula.Arity > 1 ? TLane.Load(b) : default,
                    TFormula.Arity > 2 ? TLane.Load(c) : default,
                    TFormula.Arity > 3 ? TLane.Load(d) : default), y);
                a += stepA;
                if (TFormula.Arity > 1) b += stepB;
                if (TFormula.Arity > 2) c += stepC;
                if (TFormula.Arity > 3) d += stepD;
                y += TLane.Count;
            }

            if (rest == 0 || lastPlace != null) break;
            lastPlace = y;
            y = lastResult;
            a = Padded<TLane>(a, stepA, rest, buffer);
            if (TFormula.Arity > 1) b = Padded<TLane>(b, stepB, rest, buffer + TLane.Count);
            if (TFormula.Arity > 2) c = Padded<TLane>(c, stepC, rest, buffer + 2 * TLane.Count);
            if (TFormula.Arity > 3) d = Padded<TLane>(d, stepD, rest, buffer + 3 * TLane.Count);
        }

        if (rest > 0) LaneTail.Store(TLane.Load(lastResult), lastPlace, rest);
        TStore.Complete();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Padded<TLane>(T* source, nint step, nint count, T* buffer) where TLane : struct, IVectorLane<TLane, T>
    {
        // what serves every lane is as long as a lane already
        if (step == 0) return source;
        TLane.Store(LaneTail.Load<TLane, T>(source, count), buffer);
        return buffer;
    }
}
