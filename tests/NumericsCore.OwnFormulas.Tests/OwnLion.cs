using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>A copy of the library's Lion, as a user writes it.</summary>
public readonly struct OwnLionRule(double eta, double beta1, double beta2) : IUpdateRule
{
    private readonly DecayRate _beta1 = new(beta1), _beta2 = new(beta2);
    private readonly FormulaValue _eta = new(eta);

    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        TLane c = _beta1.Average(m, g), zero = TLane.Of(0), eta = TLane.Of(_eta);
        theta -= TLane.SelectLess(zero, c, eta, TLane.SelectLess(c, zero, -eta, zero));
        m = _beta2.Average(m, g);
    }
}

/// <summary>The optimizer of the rule.</summary>
internal sealed class OwnLion(double learningRate, double weightDecay = 0) : Optimizer<OwnLionRule>(learningRate, weightDecay, decoupled: true)
{
    protected override OwnLionRule Prepare(double learningRate, long t) => new(learningRate, 0.9, 0.99);
}
