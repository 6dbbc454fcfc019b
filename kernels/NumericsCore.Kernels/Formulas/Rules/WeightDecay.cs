using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The two meanings of weight decay, which every rule has in its scalars S1 and S2.</summary>
internal static class WeightDecay
{
    /// <summary>
    /// Coupled (L2 regularisation): g ← g + λ·θ with λ = S1, one rounding; λ = 0 leaves g as it is, whatever θ holds.
    /// Then decoupled (I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019): θ ← κ·θ with
    /// κ = S2 = 1 - rate·λ; κ = 1 leaves θ as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLane>(in RuleScalars<TLane> scalars, ref TLane g, ref TLane theta) where TLane : struct, ILane<TLane>
    {
        // 0·θ is -0 or NaN for some θ, and adding it would change a run without decay
        g = TLane.SelectEqual(scalars.S1, TLane.Of(0), g, TLane.MultiplyAdd(scalars.S1, theta, g));
        theta = scalars.S2 * theta;
    }
}
