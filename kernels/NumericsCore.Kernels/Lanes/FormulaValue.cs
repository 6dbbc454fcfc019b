using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// A number that a formula or an update rule holds, rounded to both element types on the host: kernels in float32 then have no float64
/// in them, which some devices lack.
/// </summary>
/// <param name="value">The number.</param>
public readonly struct FormulaValue(double value)
{
    internal readonly float Single = (float)value;

    // as bits: a field of type double would be float64 arithmetic to compilers for GPUs, even where it is not used
    internal readonly long DoubleBits = BitConverter.DoubleToInt64Bits(value);

    /// <summary>The number, rounded to float64.</summary>
    public double Double => BitConverter.Int64BitsToDouble(DoubleBits);

    /// <summary>The number, rounded to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T As<T>() where T : unmanaged => typeof(T) == typeof(float) ? (T)(object)Single : (T)(object)Double;
}
