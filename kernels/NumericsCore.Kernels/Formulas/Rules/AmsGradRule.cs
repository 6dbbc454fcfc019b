using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// AMSGrad (S. J. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", 2018): <see cref="AdamRule"/> with its settings and
/// its roundings, but divided by the root of the maximum of v so far: w ← max(w, v), θ ← θ - αₜ·m / (√w + ε̂). The maximum is taken over
/// v before bias correction, as PyTorch and Keras do.
/// </summary>
/// <param name="adam">Adam's rule at the step.</param>
public readonly struct AmsGradRule(AdamRule adam) : IUpdateRule
{
    internal readonly AdamRule Adam = adam;

    /// <inheritdoc/>
    public static int Slots => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane v, ref TLane w) where TLane : struct, ILane<TLane>
    {
        m = Adam.Beta1.Average(m, g);
        v = Adam.Beta2.Average(v, g * g);
        w = TLane.SelectLess(w, v, v, w);
        theta = TLane.MultiplyAdd(-TLane.Of(Adam.Alpha), m / (TLane.Sqrt(w) + TLane.Of(Adam.Epsilon)), theta);
    }
}
