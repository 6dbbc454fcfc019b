using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Clipping by norm, g ← g·min(1, n / (‖g‖ + 10⁻⁶)), whose sum of squares must not overflow where the norm itself does not: beside Σ g²
/// there is Σ (g·2⁻ᵏ)², which takes its place where the first is infinite. Elsewhere the bits are those of the plain formula.
/// </summary>
internal static class ClipToNorm
{
    // squares of 2^31 elements stay finite, and what the scaling rounds away is nothing beside a sum that overflows without it
    private const double ScaleSingle = 8.271806125530277e-25, InverseSingle = 1.2089258196146292e24;
    private const double ScaleDouble = 2.778448436856347e-163, InverseDouble = 3.599131035634557e162;

    /// <summary>2⁻ᵏ: k is 80 for float32 and 540 for float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Scale<TLane>() where TLane : struct, ILane<TLane> => TLane.IsDouble ? TLane.Of(ScaleDouble) : TLane.Of(ScaleSingle);

    /// <summary>2ᵏ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Inverse<TLane>() where TLane : struct, ILane<TLane> => TLane.IsDouble ? TLane.Of(InverseDouble) : TLane.Of(InverseSingle);
}

/// <summary>(g·2⁻ᵏ)².</summary>
internal readonly struct ScaledSquare : IUnaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane scaled = x * ClipToNorm.Scale<TLane>();
        return scaled * scaled;
    }
}

/// <summary>The factor of clipping from Σ g², Σ (g·2⁻ᵏ)² and n: min(1, n / (√Σ g² + 10⁻⁶)), or of scaled gradients n / √Σ (g·2⁻ᵏ)² where Σ g² overflows.</summary>
internal readonly struct ClipFactor : ITernaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane sum, TLane scaledSum, TLane norm) where TLane : struct, ILane<TLane>
    {
        TLane plain = Elementary.Min(norm / (TLane.Sqrt(sum) + TLane.Of(1e-6)), TLane.Of(1));
        return TLane.SelectLess(sum, TLane.Of(double.PositiveInfinity), plain, norm / TLane.Sqrt(scaledSum));
    }
}

/// <summary>The clipped gradient from the gradient, <see cref="ClipFactor"/> and Σ g².</summary>
internal readonly struct ClippedByNorm : ITernaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane g, TLane factor, TLane sum) where TLane : struct, ILane<TLane>
    {
        TLane scaled = TLane.SelectLessOrEqual(ClipToNorm.Inverse<TLane>(), factor, g, g * ClipToNorm.Scale<TLane>() * factor);
        return TLane.SelectLess(sum, TLane.Of(double.PositiveInfinity), g * factor, scaled);
    }
}
