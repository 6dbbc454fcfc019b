using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// x - y·⌊x/y⌋ of any finite x and y, rounded once: the result has the sign of y, or is a zero with the sign of x. NaN for y = 0 and for an
    /// infinite x; for an infinite y it is x where the signs agree, and y where they do not, as in Python and PyTorch.
    /// </summary>
    /// <remarks>
    /// |x| is reduced modulo multiples of |y| by powers of two, then modulo |y|. A step subtracts q·b for the rounded and integral quotient
    /// q; what is left has no more digits than a number (as the remainder of every division), so that each step is exact.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Remainder<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane infinity = TLane.Of(double.PositiveInfinity);
        TLane a = TLane.Abs(x), b = TLane.Abs(y);

        // no quotient by these multiples overflows, and neither do they
        TLane by = Constant<TLane>(75557863725914323419136d, 2.4733040147310453e173);
        TLane middle = TLane.SelectLess(b, Constant<TLane>(1125899906842624d, 2.8392137667797144e132), b * by, b);
        TLane high = TLane.SelectLess(b, Constant<TLane>(3.725290298461914e-09, 7.174648137343064e-43), middle * by, middle);
        TLane r = ReduceModulo(a, high, TLane.IsDouble ? 18 : 6);
        r = ReduceModulo(r, middle, TLane.IsDouble ? 11 : 4);
        r = ReduceModulo(r, b, TLane.IsDouble ? 11 : 4);
        r = TLane.SelectEqual(b, infinity, TLane.SelectLess(a, infinity, a, TLane.Of(double.NaN)), r);

        // r is in [-b/2, b/2]; of the two sums one is exact, and the other the one rounding
        TLane same = TLane.SelectLess(r, zero, r + b, r);
        TLane other = TLane.SelectLess(r, zero, -r, b - r);
        TLane magnitude = TLane.SelectLess(x, zero, TLane.SelectLess(y, zero, same, other), TLane.SelectLess(y, zero, other, same));
        return TLane.SelectEqual(same, zero, WithSignOf(x, zero), TLane.SelectLess(y, zero, -magnitude, magnitude));
    }

    /// <summary>r less a multiple of b, at most about b/2; each step takes a quotient of as many bits as a number has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ReduceModulo<TLane>(TLane r, TLane b, int steps) where TLane : struct, ILane<TLane>
    {
        for (int i = 0; i < steps; i++) r = TLane.MultiplyAdd(-TLane.RoundToEven(r / b), b, r);
        return r;
    }
}
