using ILGPU.IR.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>
/// The IEEE 754 operations that kernels are built from, each one instruction of a device that <see cref="ExactCode"/> writes
/// out. ILGPU's own operators would not do: a product and a sum may be contracted behind its back, its comparisons on OpenCL
/// forget NaN once they are inverted, and its fused multiply-add does not compile there. The bodies are never called.
/// </summary>
internal static class ExactMath
{
    /// <summary>a + b, rounded once.</summary>
    [IntrinsicImplementation]
    public static float Add(float a, float b) => a + b;

    [IntrinsicImplementation]
    public static double Add(double a, double b) => a + b;

    /// <summary>a - b, rounded once.</summary>
    [IntrinsicImplementation]
    public static float Subtract(float a, float b) => a - b;

    [IntrinsicImplementation]
    public static double Subtract(double a, double b) => a - b;

    /// <summary>a·b, rounded once and never contracted.</summary>
    [IntrinsicImplementation]
    public static float Multiply(float a, float b) => a * b;

    [IntrinsicImplementation]
    public static double Multiply(double a, double b) => a * b;

    /// <summary>a/b, rounded once.</summary>
    [IntrinsicImplementation]
    public static float Divide(float a, float b) => a / b;

    [IntrinsicImplementation]
    public static double Divide(double a, double b) => a / b;

    /// <summary>a·b + c, rounded once.</summary>
    [IntrinsicImplementation]
    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    [IntrinsicImplementation]
    public static double MultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    /// <summary>√x, rounded once.</summary>
    [IntrinsicImplementation]
    public static float Sqrt(float x) => MathF.Sqrt(x);

    [IntrinsicImplementation]
    public static double Sqrt(double x) => Math.Sqrt(x);

    /// <summary>The nearest integer, ties to even.</summary>
    [IntrinsicImplementation]
    public static float RoundToEven(float x) => MathF.Round(x);

    [IntrinsicImplementation]
    public static double RoundToEven(double x) => Math.Round(x);

    /// <summary>-x.</summary>
    [IntrinsicImplementation]
    public static float Negate(float x) => -x;

    [IntrinsicImplementation]
    public static double Negate(double x) => -x;

    /// <summary>|x|.</summary>
    [IntrinsicImplementation]
    public static float Abs(float x) => MathF.Abs(x);

    [IntrinsicImplementation]
    public static double Abs(double x) => Math.Abs(x);

    /// <summary>a &lt; b ? ifTrue : ifFalse; a comparison with NaN is false.</summary>
    [IntrinsicImplementation]
    public static float SelectLess(float a, float b, float ifTrue, float ifFalse) => a < b ? ifTrue : ifFalse;

    [IntrinsicImplementation]
    public static double SelectLess(double a, double b, double ifTrue, double ifFalse) => a < b ? ifTrue : ifFalse;

    /// <summary>a ≤ b ? ifTrue : ifFalse; a comparison with NaN is false.</summary>
    [IntrinsicImplementation]
    public static float SelectLessOrEqual(float a, float b, float ifTrue, float ifFalse) => a <= b ? ifTrue : ifFalse;

    [IntrinsicImplementation]
    public static double SelectLessOrEqual(double a, double b, double ifTrue, double ifFalse) => a <= b ? ifTrue : ifFalse;

    /// <summary>a = b ? ifTrue : ifFalse; a comparison with NaN is false.</summary>
    [IntrinsicImplementation]
    public static float SelectEqual(float a, float b, float ifTrue, float ifFalse) => a == b ? ifTrue : ifFalse;

    [IntrinsicImplementation]
    public static double SelectEqual(double a, double b, double ifTrue, double ifFalse) => a == b ? ifTrue : ifFalse;

    /// <summary>a &lt; b; false with NaN.</summary>
    [IntrinsicImplementation]
    public static bool IsLess(float a, float b) => a < b;

    [IntrinsicImplementation]
    public static bool IsLess(double a, double b) => a < b;

    /// <summary>Whether x is NaN.</summary>
    [IntrinsicImplementation]
    public static bool IsNaN(float x) => float.IsNaN(x);

    [IntrinsicImplementation]
    public static bool IsNaN(double x) => double.IsNaN(x);

    /// <summary>The upper 32 bits of the 64-bit product.</summary>
    [IntrinsicImplementation]
    public static uint MultiplyHigh(uint a, uint b) => (uint)(((ulong)a * b) >> 32);
}
