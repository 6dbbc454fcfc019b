using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.Measurement;

/// <summary>How many bytes a second CPU threads copy between arrays far larger than the caches.</summary>
internal static unsafe class CopyPeak
{
    private const long MinBytes = 64L << 20;
    private const int Alignment = 64;

    /// <summary>Bytes of one array: four times the last cache, so that nothing of it is left there from the last round.</summary>
    public static long ArrayBytes(long lastCache) => Math.Max(MinBytes, 4 * lastCache) / Alignment * Alignment;

    /// <summary>
    /// Bytes read and bytes written, together, in a second, and which way of copying did it: the runtime's copy, or stores that go past
    /// the caches. What a plain store reads before it writes is not counted.
    /// </summary>
    public static (double BytesPerSecond, string Method) Measure(int threads, int repeats, long bytes)
    {
        void* from = NativeMemory.AlignedAlloc((nuint)bytes, Alignment), to = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        try
        {
            NativeMemory.Fill(from, (nuint)bytes, 1);
            NativeMemory.Fill(to, (nuint)bytes, 2);
            double plain = Seconds(streaming: false), streaming = Seconds(streaming: true);
            return plain <= streaming ? (2.0 * bytes / plain, "plain copy") : (2.0 * bytes / streaming, "streaming stores");
        }
        finally
        {
            NativeMemory.AlignedFree(from);
            NativeMemory.AlignedFree(to);
        }

        double Seconds(bool streaming) => Together.ShortestSeconds(threads, repeats, thread =>
        {
            long begin = Part(thread), length = Part(thread + 1) - begin;
            if (streaming) Stream((byte*)from + begin, (byte*)to + begin, length);
            else Buffer.MemoryCopy((byte*)from + begin, (byte*)to + begin, length, length);
        });

        long Part(int thread) => bytes / Alignment * thread / threads * Alignment;
    }

    // a whole cache line at a time; where 512 bits are not native, the JIT makes two or four narrower operations of each
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Stream(byte* from, byte* to, long length)
    {
        for (long i = 0; i < length; i += Vector512<byte>.Count) Vector512.StoreAlignedNonTemporal(Vector512.LoadAligned(from + i), to + i);
    }
}
