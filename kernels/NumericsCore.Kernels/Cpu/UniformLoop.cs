using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[i] = u(i), cut into ranges for the workers.</summary>
internal unsafe struct UniformLoop<T>(T* y, RandomWords words, int simdBits) : IRangeWork, ILaneLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private nint _start;
    private nint _end;

    public readonly void Run(nint start, nint end)
    {
        var range = this;
        range._start = start;
        range._end = end;
        SimdWidth.Run<UniformLoop<T>, T>(ref range, simdBits);
    }

    public readonly void Run<TLane>() where TLane : struct, IVectorLane<TLane, T>
    {
        switch (TLane.Count * sizeof(T))
        {
            case 64: RunWords<WordLane512>(); break;
            case 32: RunWords<WordLane256>(); break;
            case 16: RunWords<WordLane128>(); break;
            default: RunWords<ScalarWordLane>(); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunWords<TWord>() where TWord : struct, IVectorWordLane<TWord>
    {
        int batch = RandomWords.ElementsPerBlock * TWord.Count;
        T* tail = stackalloc T[RandomWords.ElementsPerBlock * RandomWords.MaxBlocks];
        RandomWords generator = words;
        T* destination = y;
        nint end = _end;
        for (nint i = _start; i < end; i += batch)
        {
            // one place that draws for both whole batches and the tail: a second copy would exceed the budget for inlining
            bool whole = i + batch <= end;
            generator.StoreUniforms<TWord, T>(i, whole ? destination + i : tail);
            if (whole) continue;
            for (nint j = 0; i + j < end; j++) destination[i + j] = tail[j];
        }
    }
}
