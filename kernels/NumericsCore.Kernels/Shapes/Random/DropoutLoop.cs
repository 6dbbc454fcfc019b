using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[i] = u(i) &lt; rate ? 0 : x[i]·scale.</summary>
internal readonly unsafe struct DropoutLoop<T>(T* x, T* y, T rate, T scale, RandomWords words) : IRandomLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TUInt32, TLane>(nint start, nint end)
        where TUInt32 : struct, IVectorUInt32Lane<TUInt32> where TLane : struct, IVectorLane<TLane, T>
    {
        int batch = RandomWords.ElementsPerBlock * TUInt32.Count;
        T* uniforms = stackalloc T[RandomWords.ElementsPerBlock * RandomWords.MaxBlocks];
        RandomWords generator = words;
        T* source = x;
        T* destination = y;
        TLane threshold = TLane.Broadcast(rate), factor = TLane.Broadcast(scale);
        for (nint i = start; i < end; i += batch)
        {
            generator.StoreUniforms<TUInt32, T>(i, uniforms);
            nint count = Math.Min(batch, end - i), j = 0;
            for (; j <= count - TLane.Count; j += TLane.Count)
                TLane.Store(default(InvertedDropout).Apply(TLane.Load(uniforms + j), threshold, TLane.Load(source + i + j), factor), destination + i + j);
            if (LaneTail.IsLeft<TLane, T>(count - j))
                LaneTail.Store(default(InvertedDropout).Apply(TLane.Load(uniforms + j), threshold, LaneTail.Load<TLane, T>(source + i + j, count - j), factor), destination + i + j, count - j);
        }
    }
}
