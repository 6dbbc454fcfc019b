using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>√(x² + y²) without overflow or underflow on the way; ∞ if one of them is infinite, even if the other is NaN, as IEEE 754-2019 hypot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Hypot<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane infinity = TLane.Of(double.PositiveInfinity);
        TLane a = TLane.Abs(x);
        TLane b = TLane.Abs(y);
        TLane larger = TLane.SelectLess(a, b, b, a);
        TLane smaller = TLane.SelectLess(a, b, a, b);
        TLane limit = TLane.Of(TLane.IsDouble ? 1000 : 100);
        TLane exponent = Clamp(TLane.Exponent(larger), limit);
        TLane scale = TLane.PowerOfTwo(-exponent);
        TLane u = larger * scale;
        TLane v = smaller * scale;
        TLane square = u * u;
        TLane other = v * v;
        TLane sum = FastTwoSum(square, other, out TLane error);
        TLane low = error + (TLane.MultiplyAdd(u, u, -square) + TLane.MultiplyAdd(v, v, -other));
        TLane root = TLane.Sqrt(sum);
        TLane correction = (TLane.MultiplyAdd(-root, root, sum) + low) / (root + root);
        TLane h = (root + TLane.SelectEqual(root, zero, zero, correction)) * TLane.PowerOfTwo(exponent);
        return TLane.SelectEqual(a, infinity, a, TLane.SelectEqual(b, infinity, b, h));
    }
}
