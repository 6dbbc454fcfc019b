using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// AMSGrad (S. J. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", 2018): <see cref="AdamRule"/>, its scalars and
/// its roundings, but divided by the root of the greatest v so far: w ← max(w, v), θ ← θ - α·m / (√w + ε). The maximum is taken over
/// v before bias correction, as PyTorch and Keras do.
/// </summary>
public readonly struct AmsGradRule : IUpdateRule
{
    /// <inheritdoc/>
    public static int Slots => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TLane>(in RuleScalars<TLane> scalars, TLane g, ref TLane theta, ref TLane m, ref TLane v, ref TLane w)
        where TLane : struct, ILane<TLane>
    {
        WeightDecay.Apply(scalars, ref g, ref theta);
        m = MovingAverage.Next(scalars.S3, scalars.S4, m, g);
        v = MovingAverage.Next(scalars.S5, scalars.S6, v, g * g);
        w = TLane.SelectLess(w, v, v, w);
        theta = TLane.MultiplyAdd(-scalars.S0, m / (TLane.Sqrt(w) + scalars.S7), theta);
    }
}
