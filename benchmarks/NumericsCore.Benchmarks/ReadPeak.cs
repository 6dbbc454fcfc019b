using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks;

/// <summary>How many bytes a second CPU threads read of an array far larger than the caches, doing nothing with them: a core waits for what it reads, which a copy's stores do not.</summary>
internal static unsafe class ReadPeak
{
    private const int Alignment = 64;

    /// <summary>Bytes read in a second, all threads together.</summary>
    public static double Measure(int threads, int repeats, long bytes)
    {
        void* memory = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        try
        {
            NativeMemory.Fill(memory, (nuint)bytes, 1);
            return bytes / Together.ShortestSeconds(threads, repeats, thread =>
            {
                long begin = Part(thread);
                if (Read((byte*)memory + begin, Part(thread + 1) - begin) == Vector512<byte>.AllBitsSet) throw new InvalidOperationException("The memory holds ones.");
            });
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }

        long Part(int thread) => bytes / (4 * Alignment) * thread / threads * (4 * Alignment);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<byte> Read(byte* from, long length)
    {
        Vector512<byte> a = default, b = default, c = default, d = default;
        for (long i = 0; i < length; i += 4 * Alignment)
        {
            a |= Vector512.LoadAligned(from + i);
            b |= Vector512.LoadAligned(from + i + Alignment);
            c |= Vector512.LoadAligned(from + i + (2 * Alignment));
            d |= Vector512.LoadAligned(from + i + (3 * Alignment));
        }

        return a | b | c | d;
    }
}
