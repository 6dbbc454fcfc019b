using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Weight decay, as coupled (L2 regularisation): g ← g + λ·θ with one rounding, where λ = 0 leaves g as it is, whatever θ holds; and
/// then decoupled (I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019): θ ← κ·θ with κ = 1 - η·λ, where κ = 1
/// leaves θ as it is.
/// </summary>
/// <param name="lambda">λ of the coupled weight decay; 0 for none.</param>
/// <param name="kappa">κ of the decoupled weight decay; 1 for none.</param>
internal readonly struct WeightDecay(double lambda, double kappa)
{
    public readonly FormulaValue Lambda = new(lambda);
    public readonly FormulaValue Kappa = new(kappa);

    /// <summary>The weight decay of a step.</summary>
    /// <param name="eta">η, the learning rate.</param>
    /// <param name="lambda">λ; 0 for none.</param>
    /// <param name="decoupled">How λ acts.</param>
    public static WeightDecay Prepare(double eta, double lambda, bool decoupled) => decoupled ? new(0, 1 - eta * lambda) : new(lambda, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane>(ref TLane g, ref TLane theta) where TLane : struct, ILane<TLane>
    {
        // 0·θ is -0 or NaN for some θ, and adding it would change a run without decay
        g = TLane.SelectEqual(TLane.Of(Lambda), TLane.Of(0), g, TLane.MultiplyAdd(TLane.Of(Lambda), theta, g));
        theta = TLane.Of(Kappa) * theta;
    }
}

/// <summary>A rule with weight decay before it.</summary>
internal struct Decayed<TRule>(WeightDecay decay, TRule rule) : IUpdateRule where TRule : unmanaged, IUpdateRule
{
    public readonly WeightDecay Decay = decay;

    // not read-only: each call would copy the rule first
    public TRule Rule = rule;

    public static int Slots => TRule.Slots;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        Decay.Apply(ref g, ref theta);
        Rule.Update(g, ref theta, ref s0, ref s1, ref s2);
    }
}
