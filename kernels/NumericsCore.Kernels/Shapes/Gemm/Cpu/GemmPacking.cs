using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>Copies parts of operands into panels: the elements that a micro-kernel reads at one k lie side by side.</summary>
internal static unsafe class GemmPacking
{
    /// <summary>
    /// panel[p·panelStride + i] = source[i·row + p·column] for i &lt; width and p &lt; depth, and 0 for width ≤ i &lt; padded.
    /// One of the two strides is 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TLane, T>(T* source, nint row, nint column, nint width, nint padded, nint depth, T* panel, nint panelStride)
        where TLane : struct, IVectorLane<TLane, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (row == 1)
        {
            Copy<TLane, T>(source, column, width, padded, depth, panel, panelStride);
            return;
        }

        if (width < padded)
        {
            for (nint p = 0; p < depth; p++) TLane.Store(TLane.Broadcast(T.Zero), panel + (p * panelStride) + padded - TLane.Count);
        }

        Transpose(source, row, column, width, depth, panel, panelStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy<TLane, T>(T* source, nint column, nint width, nint padded, nint depth, T* panel, nint panelStride)
        where TLane : struct, IVectorLane<TLane, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint p = 0; p < depth; p++)
        {
            if (width < padded) TLane.Store(TLane.Broadcast(T.Zero), panel + padded - TLane.Count);
            nint i = 0;
            for (; i <= width - TLane.Count; i += TLane.Count) TLane.Store(TLane.Load(source + i), panel + i);
            if (i < width) CopyRest<TLane, T>(source, i, width, panel);
            source += column;
            panel += panelStride;
        }
    }

    /// <summary>Less than a lane. Its last vector overlaps the one before rather than reach past the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRest<TLane, T>(T* source, nint i, nint width, T* panel)
        where TLane : struct, IVectorLane<TLane, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (width >= TLane.Count)
        {
            TLane.Store(TLane.Load(source + width - TLane.Count), panel + width - TLane.Count);
        }
        else if (width >= Vector128<T>.Count)
        {
            for (; i <= width - Vector128<T>.Count; i += Vector128<T>.Count) Vector128.Load(source + i).Store(panel + i);
            Vector128.Load(source + width - Vector128<T>.Count).Store(panel + width - Vector128<T>.Count);
        }
        else
        {
            for (; i < width; i++) panel[i] = source[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose<T>(T* source, nint row, nint column, nint width, nint depth, T* panel, nint panelStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint i = 0;
        if (column == 1)
        {
            for (int block = TransposeBlock<T>.Largest; block > 1; block /= 2)
            {
                for (; i <= width - block; i += block)
                {
                    T* from = source + (i * row);
                    nint p = 0;
                    for (; p <= depth - block; p += block)
                        TransposeBlock<T>.Run(block, from + p, row, panel + (p * panelStride) + i, panelStride);
                    TransposeRest(from + p, row, 1, block, depth - p, panel + (p * panelStride) + i, panelStride);
                }
            }
        }

        TransposeRest(source + (i * row), row, column, width - i, depth, panel + i, panelStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeRest<T>(T* source, nint row, nint column, nint width, nint depth, T* panel, nint panelStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint p = 0; p < depth; p++)
        {
            for (nint i = 0; i < width; i++) panel[(p * panelStride) + i] = source[(i * row) + (p * column)];
        }
    }
}
