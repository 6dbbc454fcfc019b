using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>A rule with settings that make sense to it, so that tests can go through all rules.</summary>
/// <param name="Name">The rule's.</param>
/// <param name="Make">The rules of groups with the learning rates.</param>
internal sealed record SomeRule(string Name, Func<WeightDecay, double[], RuleRows> Make)
{
    public static SomeRule[] All { get; } =
    [
        Of(eta => new SgdRule(eta)),
        Of(eta => MomentumRule.Prepare(eta, mu: 0.9, tau: 0.2, nesterov: true, learningRateInMomentum: false, t: 3)),
        Of(Adam),
        Of(eta => new AmsGradRule(Adam(eta))),
        Of(eta => AdagradRule.Prepare(eta, decay: 0.1, epsilon: 1e-6, insideRoot: false, t: 3)),
        Of(eta => new AdadeltaRule(eta, rho: 0.9, epsilon: 1e-6)),
        Of(RmsProp),
        Of(eta => new RmsPropMomentumRule(RmsProp(eta))),
        Of(eta => new CenteredRmsPropRule(RmsProp(eta))),
        Of(eta => new CenteredRmsPropMomentumRule(RmsProp(eta))),
        Of(eta => NAdamRule.Prepare(eta, beta1: 0.9, beta2: 0.99, epsilon: 1e-6, psi: 0.1, product: 0.2, t: 3)),
        Of(eta => RAdamRule.Prepare(eta, beta1: 0.9, beta2: 0.99, epsilon: 1e-6, threshold: 5, t: 30)),
        Of(eta => AdamaxRule.Prepare(eta, beta1: 0.9, beta2: 0.99, epsilon: 1e-6, outsideMaximum: false, t: 3)),
        Of(eta => new LionRule(eta, beta1: 0.9, beta2: 0.99)),
        Of(eta => new OwnRule(eta)),
    ];

    public int Slots => Rows(0).Slots;

    public override string ToString() => Name;

    /// <summary>Rules with both kinds of weight decay.</summary>
    public RuleRows Rows(params double[] rates) => Make(new WeightDecay(lambda: 0.02, kappa: 0.999), rates);

    private static SomeRule Of<TRule>(Func<double, TRule> rule) where TRule : unmanaged, IUpdateRule =>
        new(typeof(TRule).Name, (decay, rates) => RuleRows.Of(decay, Array.ConvertAll(rates, eta => rule(eta))));

    private static RmsPropRule RmsProp(double eta) => RmsPropRule.Prepare(eta, rho: 0.9, epsilon: 1e-3, mu: 0.8, keras: false);

    private static AdamRule Adam(double eta) => AdamRule.Prepare(eta, beta1: 0.9, beta2: 0.99, epsilon: 1e-6, biasCorrection: true, epsilonHat: false, t: 3);

    /// <summary>A rule such as a user may write, with decay rates between other fields and a field that is not a number of the equation.</summary>
    private readonly struct OwnRule(double eta) : IUpdateRule
    {
        private readonly FormulaValue _eta = new(eta);
        private readonly DecayRate _beta1 = new(0.9);
        private readonly int _halvings = 3;
        private readonly DecayRate _beta2 = new(0.99);
        private readonly FormulaValue _epsilon = new(1e-6);

        public static int Slots => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane v, ref TLane s2) where TLane : struct, ILane<TLane>
        {
            m = _beta1.Average(m, g);
            v = _beta2.Average(v, g * g);
            TLane step = TLane.Of(_eta) * m / (TLane.Sqrt(v) + TLane.Of(_epsilon));
            for (int i = 0; i < _halvings; i++) step *= TLane.Of(0.5);
            theta -= step;
        }
    }
}
