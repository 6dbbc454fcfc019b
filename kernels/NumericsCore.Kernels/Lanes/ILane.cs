namespace NumericsCore.Kernels;

/// <summary>
/// One or several numbers that a formula treats as one. A formula is written once over a lane; the JIT turns it into SIMD
/// code for the vector lanes, and a GPU compiler into straight-line code for the scalar lane. Every member is exact IEEE 754
/// arithmetic with a single rounding to nearest even, so that a formula gives the same bits in every lane.
/// </summary>
/// <typeparam name="TSelf">The lane itself.</typeparam>
public interface ILane<TSelf> where TSelf : struct, ILane<TSelf>
{
    /// <summary>Whether the elements are float64; otherwise they are float32. A constant that the compiler folds.</summary>
    static abstract bool IsDouble { get; }

    /// <summary>A lane with <paramref name="value"/>, rounded to the element type, in every element.</summary>
    static abstract TSelf Of(double value);

    /// <summary>A lane with a number that a formula or an update rule holds in every element.</summary>
    static abstract TSelf Of(FormulaValue value);

    /// <summary>The sum, rounded once.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>The difference, rounded once.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The product, rounded once; never contracted with an addition that follows.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>The quotient, rounded once.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>The negation: the sign bit flipped.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The square root, rounded once.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>The absolute value: the sign bit cleared.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The nearest integer, ties to even.</summary>
    static abstract TSelf RoundToEven(TSelf x);

    /// <summary>2^n for an integral n within the normal exponents: [-126, 127] for float32, [-1022, 1023] for float64. Other inputs give unspecified bits, the same in every lane.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>
    /// x·2^n, rounded once, for 0 or a magnitude of x in [2^-50, 2] and an integral n of at most twice the normal exponents:
    /// [-252, 252] for float32, [-2044, 2044] for float64. Overflows to ∞, underflows through the denormals to 0.
    /// </summary>
    static abstract TSelf ScaleByPowerOfTwo(TSelf x, TSelf n);

    /// <summary>The unbiased exponent field of x, floor(log2|x|) for a normal x; -127 or -1023 for zeros and denormals.</summary>
    static abstract TSelf Exponent(TSelf x);

    /// <summary>x with its exponent field set to that of 1: in ±[1, 2), and x = Significand·2^Exponent for a normal x.</summary>
    static abstract TSelf Significand(TSelf x);

    /// <summary>Elementwise a &lt; b ? ifTrue : ifFalse; a comparison with NaN is false.</summary>
    static abstract TSelf SelectLess(TSelf a, TSelf b, TSelf ifTrue, TSelf ifFalse);

    /// <summary>Elementwise a ≤ b ? ifTrue : ifFalse; a comparison with NaN is false.</summary>
    static abstract TSelf SelectLessOrEqual(TSelf a, TSelf b, TSelf ifTrue, TSelf ifFalse);

    /// <summary>Elementwise a = b ? ifTrue : ifFalse; a comparison with NaN is false.</summary>
    static abstract TSelf SelectEqual(TSelf a, TSelf b, TSelf ifTrue, TSelf ifFalse);
}
