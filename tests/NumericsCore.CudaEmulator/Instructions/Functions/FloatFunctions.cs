using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>NaN as NVIDIA's hardware gives it: of float32 always the same one; of float64 as the operands have it.</summary>
internal static class NotANumber
{
    public const uint Canonical32 = 0x7fffffff;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Canonical<T>(Vector256<T> x) =>
        typeof(T) == typeof(float) ? Vector256.ConditionalSelect(Vector256.Equals(x, x), x, Vector256.Create(Canonical32).As<uint, T>()) : x;

    public static float Canonical(float x) => float.IsNaN(x) ? BitConverter.UInt32BitsToSingle(Canonical32) : x;
}

internal readonly struct AddFloat<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => NotANumber.Canonical(a + b);
}

internal readonly struct SubtractFloat<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => NotANumber.Canonical(a - b);
}

internal readonly struct MultiplyFloat<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => NotANumber.Canonical(a * b);
}

internal readonly struct DivideFloat<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => NotANumber.Canonical(a / b);
}

/// <summary>a·b + c, rounded once.</summary>
internal readonly struct FusedMultiplyAdd<T> : ITernary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b, Vector256<T> c) =>
        NotANumber.Canonical(typeof(T) == typeof(float)
            ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>());
}

/// <summary>The lesser one; -0 is less than +0; of a number and NaN the number.</summary>
internal readonly struct MinFloat<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => NotANumber.Canonical(Vector256.MinNumber(a, b));
}

/// <summary>The greater one; +0 is greater than -0; of a number and NaN the number.</summary>
internal readonly struct MaxFloat<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => NotANumber.Canonical(Vector256.MaxNumber(a, b));
}

/// <summary>The lesser one, NaN if one is.</summary>
internal readonly struct MinOrNaN<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => NotANumber.Canonical(Vector256.Min(a, b));
}

/// <summary>The greater one, NaN if one is.</summary>
internal readonly struct MaxOrNaN<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => NotANumber.Canonical(Vector256.Max(a, b));
}

internal readonly struct SquareRoot<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) => NotANumber.Canonical(Vector256.Sqrt(a));
}

internal readonly struct Reciprocal<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) => NotANumber.Canonical(Vector256<T>.One / a);
}

internal readonly struct NegateFloat<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) => NotANumber.Canonical(-a);
}

internal readonly struct AbsFloat<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) => NotANumber.Canonical(Vector256.Abs(a));
}

/// <summary>The whole number nearest to a, of two the even one.</summary>
internal readonly struct RoundToEven<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) =>
        NotANumber.Canonical(typeof(T) == typeof(float) ? Vector256.Round(a.AsSingle()).As<float, T>() : Vector256.Round(a.AsDouble()).As<double, T>());
}

internal readonly struct RoundToZero<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) =>
        NotANumber.Canonical(typeof(T) == typeof(float) ? Vector256.Truncate(a.AsSingle()).As<float, T>() : Vector256.Truncate(a.AsDouble()).As<double, T>());
}

internal readonly struct RoundDown<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) =>
        NotANumber.Canonical(typeof(T) == typeof(float) ? Vector256.Floor(a.AsSingle()).As<float, T>() : Vector256.Floor(a.AsDouble()).As<double, T>());
}

internal readonly struct RoundUp<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) =>
        NotANumber.Canonical(typeof(T) == typeof(float) ? Vector256.Ceiling(a.AsSingle()).As<float, T>() : Vector256.Ceiling(a.AsDouble()).As<double, T>());
}

/// <summary>The magnitude of b with the sign of a.</summary>
internal readonly struct CopySign<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Vector256.CopySign(b, a);
}
