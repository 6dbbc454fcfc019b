using System.Numerics;

namespace NumericsCore.Kernels.Tests;

/// <summary>Sines, cosines and tangents by integers alone, and the numbers for which they are hardest to compute.</summary>
internal static class ExactAngles
{
    // 1024 bits of an integral part, and more than 300 of the fraction, of which no number loses more than 62
    private const int Bits = 1400, FractionBits = 320;

    // π and 2/π times 2^Bits; J. Machin, 1706
    private static readonly BigInteger s_pi = 4 * ((4 * ArctangentOfInverse(5)) - ArctangentOfInverse(239));
    private static readonly BigInteger s_twoOverPi = (BigInteger.One << (2 * Bits + 1)) / s_pi;

    /// <summary>sin x, cos x and tan x to some 100 bits, for |x| of at least 1/2.</summary>
    public static (ExactValue Sine, ExactValue Cosine, ExactValue Tangent) Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        int exponent = (int)(bits >> 52) - 1075;
        BigInteger significand = (bits & ((1L << 52) - 1)) | (1L << 52);
        BigInteger quarters = (significand * s_twoOverPi) >> (Bits - FractionBits - exponent);
        BigInteger q = (quarters + (BigInteger.One << (FractionBits - 1))) >> FractionBits;
        BigInteger r = ((quarters - (q << FractionBits)) * s_pi) >> (Bits + 1);
        BigInteger sine = Series(r, r, 1), cosine = Series(BigInteger.One << FractionBits, r, 0);
        (sine, cosine) = (int)(q & 3) switch { 0 => (sine, cosine), 1 => (cosine, -sine), 2 => (-sine, -cosine), _ => (-cosine, sine) };
        if (x < 0) sine = -sine;
        ExactValue numerator = Value(sine), denominator = Value(cosine);
        return (numerator, denominator, new(numerator.Value / denominator.Value, numerator.Exponent - denominator.Exponent));
    }

    /// <summary>
    /// Of the integers of some bits times 2^exponent those that come nearest to multiples of π/2: the denominators of the last convergents of the
    /// continued fraction of 2^exponent·2/π, and their greatest multiples (N. Brisebarre, J.-M. Muller, 2005).
    /// </summary>
    public static IEnumerable<double> NearQuarters(int bits, int exponent)
    {
        const int precision = 256;
        BigInteger limit = BigInteger.One << bits, above = BigInteger.One << precision, below = (s_twoOverPi >> (Bits - precision - exponent)) & (above - 1);
        List<BigInteger> denominators = [];
        for (BigInteger before = 0, q = 1; q < limit;)
        {
            denominators.Add(q);
            var quotient = BigInteger.DivRem(above, below, out var rest);
            (above, below) = (below, rest);
            (before, q) = (q, (quotient * q) + before);
            // between two convergents
            if (q >= limit) denominators.Add(((limit - 1 - before) / denominators[^1] * denominators[^1]) + before - denominators[^1]);
        }

        return denominators.TakeLast(4).Where(static q => q > 0).SelectMany(q => new[] { q, (limit - 1) / q * q }).Distinct().Select(m => Math.ScaleB((double)m, exponent));
    }

    /// <summary>Σ (-1)^k·z^k·first/((n+1)···(n+2k)) for z = r².</summary>
    private static BigInteger Series(BigInteger first, BigInteger r, int n)
    {
        BigInteger sum = 0, square = (r * r) >> FractionBits;
        for (BigInteger term = first; !BigInteger.Abs(term).IsOne && !term.IsZero; term = -((term * square) >> FractionBits) / ((n + 1) * (n + 2)), n += 2) sum += term;
        return sum;
    }

    private static BigInteger ArctangentOfInverse(int x)
    {
        BigInteger sum = 0, power = (BigInteger.One << Bits) / x;
        for (int k = 1; !power.IsZero; k += 2, power /= -(x * x)) sum += power / k;
        return sum;
    }

    private static ExactValue Value(BigInteger fixedPoint)
    {
        const int kept = 106;
        int length = (int)BigInteger.Abs(fixedPoint).GetBitLength();
        BigInteger whole = length > kept ? fixedPoint >> (length - kept) : fixedPoint << (kept - length);
        double high = (double)whole, low = (double)(whole - (BigInteger)high);
        return new(new DoubleDouble(high, low).Scale(1 - kept), length - 1 - FractionBits);
    }
}
