using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>The logarithm to base 2, exact for powers of 2; log2(±0) = -∞, log2(x) = NaN for x &lt; 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log2<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane k = ReduceLog(x, out TLane f);
        TLane log = Log1pWords(f, out TLane low);
        TLane part = MultiplyWords(log, low, Constant<TLane>(1.4426950216293335, 1.4426950408889634), Constant<TLane>(1.925963033500011e-08, 2.0355273740931033e-17), out TLane partLow);
        TLane sum = FastTwoSum(k, part, out TLane error);
        return WithLogSpecials(x, sum + (error + partLow), x);
    }

    /// <summary>The logarithm to base 10; log10(±0) = -∞, log10(x) = NaN for x &lt; 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log10<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane k = ReduceLog(x, out TLane f);
        TLane log = Log1pWords(f, out TLane low);
        TLane part = MultiplyWords(log, low, Constant<TLane>(0.4342944920063019, 0.4342944819032518), Constant<TLane>(-1.0103049952192578e-08, 1.098319650216765e-17), out TLane partLow);

        // log10 2, whose high part has so many trailing zeros that its product with any exponent is exact
        TLane sum = FastTwoSum(k * Constant<TLane>(0.301025390625, 0.3010299956640665), part, out TLane error);
        TLane rest = TLane.MultiplyAdd(k, Constant<TLane>(4.605039066518657e-06, -8.532344317057107e-14), partLow);
        return WithLogSpecials(x, sum + (error + rest), x);
    }
}
