using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A format of operands that tensor cores multiply; see <see cref="IMatrixUnit"/> for the members.</summary>
internal interface ITensorFormat
{
    /// <inheritdoc cref="IMatrixUnit.Words"/>
    static abstract int Words { get; }

    /// <inheritdoc cref="IMatrixUnit.Near"/>
    static abstract float Near(float near, float far);

    /// <inheritdoc cref="IMatrixUnit.Far"/>
    static abstract float Far(float far);

    /// <inheritdoc cref="IMatrixUnit.MultiplyAdd"/>
    static abstract FragmentC MultiplyAdd(FragmentA a, FragmentB b, FragmentC c);
}

/// <summary>TF32: float32's exponents and 10 fraction bits, an operand a word.</summary>
internal readonly struct Tf32 : ITensorFormat
{
    public static int Words => IOperandLayout.Depth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Near(float near, float far) => TensorCoreMath.RoundTf32(near);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Far(float far) => TensorCoreMath.RoundTf32(far);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FragmentC MultiplyAdd(FragmentA a, FragmentB b, FragmentC c) =>
        TensorCoreMath.MultiplyAddTf32(a.X, a.Y, a.Z, a.W, b.X, b.Y, c.X, c.Y, c.Z, c.W);
}

/// <summary>
/// bfloat16: float32's exponents and 7 fraction bits, two operands a word, half a slice apart. Which k meets which does not matter
/// to a sum of products, as long as both operands pair them alike.
/// </summary>
internal readonly struct BFloat16 : ITensorFormat
{
    public static int Words => IOperandLayout.Depth / 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Near(float near, float far) => TensorCoreMath.PackBFloat16(near, far);

    public static float Far(float far) => far;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FragmentC MultiplyAdd(FragmentA a, FragmentB b, FragmentC c) =>
        TensorCoreMath.MultiplyAddBFloat16(a.X, a.Y, a.Z, a.W, b.X, b.Y, c.X, c.Y, c.Z, c.W);
}
