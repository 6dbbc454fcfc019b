using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NumericsCore.Kernels;

/// <summary>
/// A tile of C in registers over one block of k: each element is one chain of fused multiply-adds over ascending k from +0, which is
/// stored, or added to the sum of the blocks before. Locals are written out one by one because the JIT keeps named locals in
/// registers, but not the elements of an array; it drops those beyond the shape. What follows the sums is left to <see cref="EpilogueLoop{TEpilogue, TLane, T}"/>, so that one compiled kernel serves all epilogues.
/// </summary>
/// <typeparam name="TRows">Rows of the tile, up to 12.</typeparam>
/// <typeparam name="TLanes">Lanes in each row, 1 or 2.</typeparam>
/// <typeparam name="TLane">The lane.</typeparam>
/// <typeparam name="T">The element.</typeparam>
internal static unsafe class GemmKernel<TRows, TLanes, TLane, T>
    where TRows : struct, ICount
    where TLanes : struct, ICount
    where TLane : struct, IVectorLane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in KernelArguments<T> arguments)
    {
        nint aRow = arguments.ARow, aCol = arguments.ACol, bRow = arguments.BRow;
        T* a0 = arguments.A, a3 = a0 + (3 * aRow), a6 = a3 + (3 * aRow), a9 = a6 + (3 * aRow);
        T* b = arguments.B;

        TLane zero = TLane.Broadcast(T.Zero);
        TLane x0 = zero, x1 = zero, x2 = zero, x3 = zero, x4 = zero, x5 = zero, x6 = zero, x7 = zero, x8 = zero, x9 = zero, x10 = zero, x11 = zero;
        TLane y0 = zero, y1 = zero, y2 = zero, y3 = zero, y4 = zero, y5 = zero, y6 = zero, y7 = zero, y8 = zero, y9 = zero, y10 = zero, y11 = zero;

        T* c = arguments.C;
        nint cRow = arguments.CRow;
        if (Sse.IsSupported && !arguments.IsFirst)
        {
            // by the end of the block what the sum is added to has arrived
            Prefetch(c + (0 * cRow));
            if (TRows.Value > 1) Prefetch(c + (1 * cRow));
            if (TRows.Value > 2) Prefetch(c + (2 * cRow));
            if (TRows.Value > 3) Prefetch(c + (3 * cRow));
            if (TRows.Value > 4) Prefetch(c + (4 * cRow));
            if (TRows.Value > 5) Prefetch(c + (5 * cRow));
            if (TRows.Value > 6) Prefetch(c + (6 * cRow));
            if (TRows.Value > 7) Prefetch(c + (7 * cRow));
            if (TRows.Value > 8) Prefetch(c + (8 * cRow));
            if (TRows.Value > 9) Prefetch(c + (9 * cRow));
            if (TRows.Value > 10) Prefetch(c + (10 * cRow));
            if (TRows.Value > 11) Prefetch(c + (11 * cRow));
        }

        for (nint k = arguments.K; k > 0; k--)
        {
            TLane bx = TLane.Load(b);
            TLane by = TLanes.Value > 1 ? TLane.Load(b + TLane.Count) : zero;
            TLane a = TLane.Broadcast(*a0);
            x0 = TLane.MultiplyAdd(a, bx, x0);
            if (TLanes.Value > 1) y0 = TLane.MultiplyAdd(a, by, y0);
            if (TRows.Value > 1)
            {
                a = TLane.Broadcast(a0[aRow]);
                x1 = TLane.MultiplyAdd(a, bx, x1);
                if (TLanes.Value > 1) y1 = TLane.MultiplyAdd(a, by, y1);
            }

            if (TRows.Value > 2)
            {
                a = TLane.Broadcast(a0[2 * aRow]);
                x2 = TLane.MultiplyAdd(a, bx, x2);
                if (TLanes.Value > 1) y2 = TLane.MultiplyAdd(a, by, y2);
            }

            if (TRows.Value > 3)
            {
                a = TLane.Broadcast(*a3);
                x3 = TLane.MultiplyAdd(a, bx, x3);
                if (TLanes.Value > 1) y3 = TLane.MultiplyAdd(a, by, y3);
            }

            if (TRows.Value > 4)
            {
                a = TLane.Broadcast(a3[aRow]);
                x4 = TLane.MultiplyAdd(a, bx, x4);
                if (TLanes.Value > 1) y4 = TLane.MultiplyAdd(a, by, y4);
            }

            if (TRows.Value > 5)
            {
                a = TLane.Broadcast(a3[2 * aRow]);
                x5 = TLane.MultiplyAdd(a, bx, x5);
                if (TLanes.Value > 1) y5 = TLane.MultiplyAdd(a, by, y5);
            }

            if (TRows.Value > 6)
            {
                a = TLane.Broadcast(*a6);
                x6 = TLane.MultiplyAdd(a, bx, x6);
                if (TLanes.Value > 1) y6 = TLane.MultiplyAdd(a, by, y6);
            }

            if (TRows.Value > 7)
            {
                a = TLane.Broadcast(a6[aRow]);
                x7 = TLane.MultiplyAdd(a, bx, x7);
                if (TLanes.Value > 1) y7 = TLane.MultiplyAdd(a, by, y7);
            }

            if (TRows.Value > 8)
            {
                a = TLane.Broadcast(a6[2 * aRow]);
                x8 = TLane.MultiplyAdd(a, bx, x8);
                if (TLanes.Value > 1) y8 = TLane.MultiplyAdd(a, by, y8);
            }

            if (TRows.Value > 9)
            {
                a = TLane.Broadcast(*a9);
                x9 = TLane.MultiplyAdd(a, bx, x9);
                if (TLanes.Value > 1) y9 = TLane.MultiplyAdd(a, by, y9);
            }

            if (TRows.Value > 10)
            {
                a = TLane.Broadcast(a9[aRow]);
                x10 = TLane.MultiplyAdd(a, bx, x10);
                if (TLanes.Value > 1) y10 = TLane.MultiplyAdd(a, by, y10);
            }

            if (TRows.Value > 11)
            {
                a = TLane.Broadcast(a9[2 * aRow]);
                x11 = TLane.MultiplyAdd(a, bx, x11);
                if (TLanes.Value > 1) y11 = TLane.MultiplyAdd(a, by, y11);
            }

            a0 += aCol;
            if (TRows.Value > 3) a3 += aCol;
            if (TRows.Value > 6) a6 += aCol;
            if (TRows.Value > 9) a9 += aCol;
            b += bRow;
        }

        if (arguments.IsFirst)
        {
            Store(x0, y0, c);
            if (TRows.Value > 1) Store(x1, y1, c + (1 * cRow));
            if (TRows.Value > 2) Store(x2, y2, c + (2 * cRow));
            if (TRows.Value > 3) Store(x3, y3, c + (3 * cRow));
            if (TRows.Value > 4) Store(x4, y4, c + (4 * cRow));
            if (TRows.Value > 5) Store(x5, y5, c + (5 * cRow));
            if (TRows.Value > 6) Store(x6, y6, c + (6 * cRow));
            if (TRows.Value > 7) Store(x7, y7, c + (7 * cRow));
            if (TRows.Value > 8) Store(x8, y8, c + (8 * cRow));
            if (TRows.Value > 9) Store(x9, y9, c + (9 * cRow));
            if (TRows.Value > 10) Store(x10, y10, c + (10 * cRow));
            if (TRows.Value > 11) Store(x11, y11, c + (11 * cRow));
        }
        else
        {
            Add(x0, y0, c);
            if (TRows.Value > 1) Add(x1, y1, c + (1 * cRow));
            if (TRows.Value > 2) Add(x2, y2, c + (2 * cRow));
            if (TRows.Value > 3) Add(x3, y3, c + (3 * cRow));
            if (TRows.Value > 4) Add(x4, y4, c + (4 * cRow));
            if (TRows.Value > 5) Add(x5, y5, c + (5 * cRow));
            if (TRows.Value > 6) Add(x6, y6, c + (6 * cRow));
            if (TRows.Value > 7) Add(x7, y7, c + (7 * cRow));
            if (TRows.Value > 8) Add(x8, y8, c + (8 * cRow));
            if (TRows.Value > 9) Add(x9, y9, c + (9 * cRow));
            if (TRows.Value > 10) Add(x10, y10, c + (10 * cRow));
            if (TRows.Value > 11) Add(x11, y11, c + (11 * cRow));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* c)
    {
        Sse.Prefetch0(c);
        if (TLanes.Value * TLane.Count * sizeof(T) > 64) Sse.Prefetch0(c + (64 / sizeof(T)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLane x, TLane y, T* c)
    {
        TLane.Store(x, c);
        if (TLanes.Value > 1) TLane.Store(y, c + TLane.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLane x, TLane y, T* c)
    {
        TLane.Store(TLane.Load(c) + x, c);
        if (TLanes.Value > 1) TLane.Store(TLane.Load(c + TLane.Count) + y, c + TLane.Count);
    }
}
