using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NumericsCore.Kernels.Tests;

namespace NumericsCore.Benchmarks;

/// <summary>
/// A block of float32 arguments of one function. The float64 reference takes most of the time of a run over all of them, so the function's own float64
/// results stand in for it: the reference is asked at every 32nd argument and wherever they say that the error is near the largest so far. A block where the
/// two differ by more than <see cref="Margin"/> at one of these is measured by the reference alone. Negative arguments of an odd or even function need no
/// reference where their results have the bits, but for the sign, of those of the positive ones.
/// </summary>
internal sealed class SingleBlock(ElementaryFunction function)
{
    public const int Length = 1 << 16;

    private const int Sampled = 32;

    // in float32 ulps; two ulps of float64 are 4e-9
    private const double Margin = 1e-5;

    private static readonly string[] s_odd = ["sin", "tan", "asin", "atan", "sinh", "tanh", "erf", "softsign"], s_even = ["cos", "cosh"];

    private readonly float[] _x = new float[Length], _y = new float[Length], _mirrored = new float[Length], _mirroredResults = new float[Length];
    private readonly double[] _wide = new double[Length], _estimate = new double[Length];

    /// <summary>The worst of every <paramref name="stride"/>-th argument from the <paramref name="first"/>-th on, or <paramref name="known"/> where none is worse.</summary>
    public Worst WorstFrom(long first, int stride, Worst known)
    {
        for (int i = 0; i < Length; i++)
            _wide[i] = _x[i] = BitConverter.UInt32BitsToSingle((uint)((first + i) * stride));
        function.Single(_x, _y);
        if (_x[0] < 0 && _x[^1] < 0 && IsMirrored()) return known;
        function.Double(_wide, _estimate);
        return EstimatesHold() ? ByEstimate(known) : ByReference(known);
    }

    // an infinity counts as 2^128, the number after the largest: where the exact value lies between the two, it is less than an ulp away
    private static double Between(double exact, float result) =>
        float.IsInfinity(result) && float.IsFinite((float)exact) ? Math.Abs(Math.CopySign(Math.ScaleB(1, 128), result) - exact) * Math.ScaleB(1, -104) : Ulps.Between(exact, result);

    // of x < 0, where all x > 0 are measured too
    private bool IsMirrored()
    {
        if (!s_odd.Contains(function.Name) && !s_even.Contains(function.Name)) return false;
        for (int i = 0; i < Length; i++) _mirrored[i] = -_x[i];
        function.Single(_mirrored, _mirroredResults);
        if (s_odd.Contains(function.Name))
        {
            for (int i = 0; i < Length; i++) _mirroredResults[i] = -_mirroredResults[i];
        }

        return MemoryMarshal.AsBytes<float>(_y).SequenceEqual(MemoryMarshal.AsBytes<float>(_mirroredResults));
    }

    private bool EstimatesHold()
    {
        for (int i = 0; i < Length; i += Sampled)
        {
            double exact = Between(function.Reference(_wide[i]), _y[i]), estimated = Between(_estimate[i], _y[i]);
            if (exact != estimated && !(Math.Abs(exact - estimated) <= Margin))
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Worst ByEstimate(Worst worst)
    {
        for (int i = 0; i < Length; i += Vector256<double>.Count)
        {
            if (!AreBelow(i, worst.Ulps - Margin))
                worst = Four(i, worst);
        }

        return worst;
    }

    // As Ulps.Between; false, too, where a result is 0 or not finite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AreBelow(int i, double limit)
    {
        Vector256<double> exact = Vector256.LoadUnsafe(ref _estimate[i]);
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(Vector128.LoadUnsafe(ref _y[i]));
        Vector256<long> exponent = Vector256.Max(Vector256.ShiftRightLogical(exact.AsInt64(), 52) & Vector256.Create(0x7ffL), Vector256.Create(1023L - 126));
        Vector256<double> perUlp = Vector256.ShiftLeft(Vector256.Create(1023L + 1023 + 23) - exponent, 52).AsDouble();
        Vector256<double> ulps = Vector256.Abs(Vector256.Create(low, high) - exact) * perUlp;
        Vector256<double> below = Vector256.LessThan(ulps, Vector256.Create(limit)) & ~Vector256.Equals(exact, Vector256<double>.Zero);
        return Vector256.EqualsAll(below.AsInt64(), Vector256<long>.AllBitsSet);
    }

    private Worst Four(int first, Worst worst)
    {
        for (int i = first; i < first + Vector256<double>.Count; i++)
        {
            if (double.IsNaN(_estimate[i]) || Between(_estimate[i], _y[i]) > worst.Ulps - Margin)
                worst = worst.Or(new(Between(function.Reference(_wide[i]), _y[i]), _wide[i]));
        }

        return worst;
    }

    private Worst ByReference(Worst worst)
    {
        for (int i = 0; i < Length; i++)
            worst = worst.Or(new(Between(function.Reference(_wide[i]), _y[i]), _wide[i]));
        return worst;
    }
}
