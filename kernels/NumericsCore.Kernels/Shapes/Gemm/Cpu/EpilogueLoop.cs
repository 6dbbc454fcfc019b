using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Applies an epilogue to a block of C whose sums are complete.</summary>
internal static unsafe class EpilogueLoop<TEpilogue, TLane, T>
    where TEpilogue : struct, IEpilogue where TLane : struct, IVectorLane<TLane, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="c">The first element; each row has whole lanes.</param>
    /// <param name="cRow">From one row to the next, in elements.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Columns, a multiple of a lane.</param>
    /// <param name="bias">An element for each column, if the epilogue uses it.</param>
    /// <param name="epilogue">The epilogue.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(T* c, nint cRow, nint rows, nint width, T* bias, TEpilogue epilogue)
    {
        for (nint j = 0; j < width; j += TLane.Count)
        {
            TLane columnBias = TEpilogue.UsesBias ? TLane.Load(bias + j) : default;
            T* place = c + j;
            for (nint i = 0; i < rows; i++, place += cRow) TLane.Store(epilogue.Apply(TLane.Load(place), columnBias), place);
        }
    }
}
