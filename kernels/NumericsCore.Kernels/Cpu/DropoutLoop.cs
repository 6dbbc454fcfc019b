using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[i] = u(i) &lt; rate ? 0 : x[i]·scale, cut into ranges for the workers.</summary>
internal unsafe struct DropoutLoop<T>(T* x, T* y, T rate, T scale, RandomWords words, int simdBits) : IRangeWork, ILaneLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private nint _start;
    private nint _end;

    public readonly void Run(nint start, nint end)
    {
        var range = this;
        range._start = start;
        range._end = end;
        SimdWidth.Run<DropoutLoop<T>, T>(ref range, simdBits);
    }

    public readonly void Run<TLane>() where TLane : struct, IVectorLane<TLane, T>
    {
        switch (TLane.Count * sizeof(T))
        {
            case 64: RunWords<WordLane512, TLane>(); break;
            case 32: RunWords<WordLane256, TLane>(); break;
            case 16: RunWords<WordLane128, TLane>(); break;
            default: RunWords<ScalarWordLane, TLane>(); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunWords<TWord, TLane>()
        where TWord : struct, IVectorWordLane<TWord> where TLane : struct, IVectorLane<TLane, T>
    {
        int batch = RandomWords.ElementsPerBlock * TWord.Count;
        T* uniforms = stackalloc T[RandomWords.ElementsPerBlock * RandomWords.MaxBlocks];
        RandomWords generator = words;
        T* source = x, destination = y;
        nint end = _end;
        for (nint i = _start; i < end; i += batch)
        {
            generator.StoreUniforms<TWord, T>(i, uniforms);
            nint count = Math.Min(batch, end - i), j = 0;
            for (; j <= count - TLane.Count; j += TLane.Count) DropLane<TLane>(uniforms + j, source + i + j, destination + i + j);
            for (; j < count; j++) DropLane<ScalarLane<T>>(uniforms + j, source + i + j, destination + i + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void DropLane<TLane>(T* uniforms, T* source, T* destination) where TLane : struct, IVectorLane<TLane, T> =>
        TLane.Store(
            TLane.SelectLess(TLane.Load(uniforms), TLane.Broadcast(rate), TLane.Of(0), TLane.Load(source) * TLane.Broadcast(scale)),
            destination);
}
