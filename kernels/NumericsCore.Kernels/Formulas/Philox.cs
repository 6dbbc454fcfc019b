using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Philox 4x32-10, a random generator without state: four random words from a counter of four words and a key of two
/// (J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
/// </summary>
public static class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;

    // the golden ratio and √3 - 1, as fractions of 2^32
    private const uint KeyIncrement0 = 0x9E3779B9;
    private const uint KeyIncrement1 = 0xBB67AE85;

    /// <summary>
    /// Replaces the counter by its random words. One round is
    /// (c0, c1, c2, c3) ← (high(M1·c2) ⊕ c1 ⊕ k0, low(M1·c2), high(M0·c0) ⊕ c3 ⊕ k1, low(M0·c0)), then k0 += W0, k1 += W1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TUInt32>(TUInt32 k0, TUInt32 k1, ref TUInt32 c0, ref TUInt32 c1, ref TUInt32 c2, ref TUInt32 c3)
        where TUInt32 : struct, IUInt32Lane<TUInt32>
    {
        TUInt32 m0 = TUInt32.Of(Multiplier0), m1 = TUInt32.Of(Multiplier1);
        TUInt32 w0 = TUInt32.Of(KeyIncrement0), w1 = TUInt32.Of(KeyIncrement1);
        // written out, because a loop's exit is mispredicted once in every ten rounds, which doubles the time
        Round(m0, m1, k0, k1, ref c0, ref c1, ref c2, ref c3);
        Round(m0, m1, k0 += w0, k1 += w1, ref c0, ref c1, ref c2, ref c3);
        Round(m0, m1, k0 += w0, k1 += w1, ref c0, ref c1, ref c2, ref c3);
        Round(m0, m1, k0 += w0, k1 += w1, ref c0, ref c1, ref c2, ref c3);
        Round(m0, m1, k0 += w0, k1 += w1, ref c0, ref c1, ref c2, ref c3);
        Round(m0, m1, k0 += w0, k1 += w1, ref c0, ref c1, ref c2, ref c3);
        Round(m0, m1, k0 += w0, k1 += w1, ref c0, ref c1, ref c2, ref c3);
        Round(m0, m1, k0 += w0, k1 += w1, ref c0, ref c1, ref c2, ref c3);
        Round(m0, m1, k0 += w0, k1 += w1, ref c0, ref c1, ref c2, ref c3);
        Round(m0, m1, k0 + w0, k1 + w1, ref c0, ref c1, ref c2, ref c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round<TUInt32>(TUInt32 m0, TUInt32 m1, TUInt32 k0, TUInt32 k1, ref TUInt32 c0, ref TUInt32 c1, ref TUInt32 c2, ref TUInt32 c3)
        where TUInt32 : struct, IUInt32Lane<TUInt32>
    {
        TUInt32 high0 = TUInt32.MultiplyHigh(m0, c0), low0 = TUInt32.MultiplyLow(m0, c0);
        TUInt32 high1 = TUInt32.MultiplyHigh(m1, c2), low1 = TUInt32.MultiplyLow(m1, c2);
        c0 = TUInt32.Xor(high1, c1, k0);
        c1 = low1;
        c2 = TUInt32.Xor(high0, c3, k1);
        c3 = low0;
    }
}
