using System.Numerics;
using System.Runtime.CompilerServices;

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
        if (row == 1) Copy<TLane, T>(source, column, width, depth, panel, panelStride);
        else Transpose(source, row, column, width, depth, panel, panelStride);

        if (width == padded) return;
        for (nint p = 0; p < depth; p++)
            new Span<T>(panel + (p * panelStride) + width, (int)(padded - width)).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy<TLane, T>(T* source, nint column, nint width, nint depth, T* panel, nint panelStride)
        where TLane : struct, IVectorLane<TLane, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint p = 0; p < depth; p++)
        {
            nint i = 0;
            for (; i <= width - TLane.Count; i += TLane.Count) TLane.Store(TLane.Load(source + i), panel + i);
            for (; i < width; i++) panel[i] = source[i];
            source += column;
            panel += panelStride;
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

    private static void TransposeRest<T>(T* source, nint row, nint column, nint width, nint depth, T* panel, nint panelStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint p = 0; p < depth; p++)
        {
            for (nint i = 0; i < width; i++) panel[(p * panelStride) + i] = source[(i * row) + (p * column)];
        }
    }
}
