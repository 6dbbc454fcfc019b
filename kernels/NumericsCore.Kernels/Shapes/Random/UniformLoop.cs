using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[i] = u(i).</summary>
internal readonly unsafe struct UniformLoop<T>(T* y, RandomWords words) : IRandomLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TUInt32, TLane>(nint start, nint end)
        where TUInt32 : struct, IVectorUInt32Lane<TUInt32> where TLane : struct, IVectorLane<TLane, T>
    {
        int batch = RandomWords.ElementsPerBlock * TUInt32.Count;
        T* tail = stackalloc T[RandomWords.ElementsPerBlock * RandomWords.MaxBlocks];
        RandomWords generator = words;
        T* destination = y;
        for (nint i = start; i < end; i += batch)
        {
            // one place that generates for both whole batches and the tail: a second copy would exceed the budget for inlining
            bool whole = i + batch <= end;
            generator.StoreUniforms<TUInt32, T>(i, whole ? destination + i : tail);
            if (whole) continue;
            for (nint j = 0; i + j < end; j++) destination[i + j] = tail[j];
        }
    }
}
