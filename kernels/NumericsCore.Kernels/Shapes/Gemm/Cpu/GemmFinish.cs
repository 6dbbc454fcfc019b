using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Applies an epilogue to a block of C whose chains are complete.</summary>
internal static unsafe class GemmFinish<TEpilogue, TLane, T>
    where TEpilogue : IEpilogue where TLane : struct, IVectorLane<TLane, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="c">The first element; each row has whole lanes.</param>
    /// <param name="cRow">From one row to the next, in elements.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Columns, a multiple of a lane.</param>
    /// <param name="bias">An element for each column, if the epilogue uses it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(T* c, nint cRow, nint rows, nint width, T* bias)
    {
        for (nint j = 0; j < width; j += TLane.Count)
        {
            TLane columnBias = TEpilogue.UsesBias ? TLane.Load(bias + j) : default;
            T* place = c + j;
            for (nint i = 0; i < rows; i++, place += cRow) TLane.Store(TEpilogue.Apply(TLane.Load(place), columnBias), place);
        }
    }
}
