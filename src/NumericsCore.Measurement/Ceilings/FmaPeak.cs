using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.Measurement;

/// <summary>How many float32 operations a second the fused multiply-add units do when nothing else is asked of them.</summary>
internal static class FmaPeak
{
    private const int Steps = 1_000_000;
    private const int ChainsOf512 = 12;

    /// <summary>Operations a second of all <paramref name="threads"/> together, from the start of the first to the end of the last; the best of several measurements.</summary>
    public static double Measure(int threads, int repeats) =>
        Operations(Steps) * threads / Together.ShortestSeconds(threads, repeats, static _ => Chains(Steps, 0.999f));

    /// <summary>What one thread does in so many steps: a product and a sum for each element.</summary>
    internal static double Operations(int steps) => 2.0 * Vector512<float>.Count * ChainsOf512 * steps;

    /// <summary>x = f·x + (1 - f), so many times from 1 - f on, for every element; gives their sum.</summary>
    // where 512 bits are not native, the JIT makes two or four narrower operations of each
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static float Chains(int steps, float factor)
    {
        Vector512<float> f = Vector512.Create(factor), g = Vector512.Create(1 - factor);
        Vector512<float> a = g, b = g, c = g, d = g, e = g, h = g, i = g, j = g, k = g, l = g, m = g, n = g;
        for (; steps > 0; steps--)
        {
            a = Vector512.FusedMultiplyAdd(a, f, g);
            b = Vector512.FusedMultiplyAdd(b, f, g);
            c = Vector512.FusedMultiplyAdd(c, f, g);
            d = Vector512.FusedMultiplyAdd(d, f, g);
            e = Vector512.FusedMultiplyAdd(e, f, g);
            h = Vector512.FusedMultiplyAdd(h, f, g);
            i = Vector512.FusedMultiplyAdd(i, f, g);
            j = Vector512.FusedMultiplyAdd(j, f, g);
            k = Vector512.FusedMultiplyAdd(k, f, g);
            l = Vector512.FusedMultiplyAdd(l, f, g);
            m = Vector512.FusedMultiplyAdd(m, f, g);
            n = Vector512.FusedMultiplyAdd(n, f, g);
        }

        return Vector512.Sum(a + b + c + d + e + h + i + j + k + l + m + n);
    }
}
