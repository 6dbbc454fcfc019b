using System.Numerics;

namespace NumericsCore.Kernels.Tests;

/// <summary>An update rule as an object, so that tests can go through all of them.</summary>
internal abstract class RuleRunner
{
    public abstract string Name { get; }

    public abstract int Slots { get; }

    public static RuleRunner[] All { get; } =
    [
        new RuleRunner<SgdRule>(), new RuleRunner<MomentumRule>(), new RuleRunner<AdamRule>(),
        new RuleRunner<AmsGradRule>(), new RuleRunner<AdagradRule>(), new RuleRunner<AdadeltaRule>(),
    ];

    public abstract void Update<T>(
        Backend cpu, UpdateSegment[] segments, Slice<T> scalars, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Eight scalars that make sense to the rule: a decaying step with both kinds of weight decay.</summary>
    public T[] SomeScalars<T>(double rate = 0.05) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] rest = Name switch
        {
            nameof(SgdRule) => [0, 0, 0, 0, 0],
            nameof(MomentumRule) => [0.9, 0.8, -rate, 0, 0],
            nameof(AdamRule) or nameof(AmsGradRule) => [0.9, 0.1, 0.99, 0.01, 1e-6],
            nameof(AdagradRule) => [1e-7, 1e-6, 0, 0, 0],
            _ => [0.9, 0.1, 1e-6, 0, 0],
        };
        return Array.ConvertAll([rate, 0.02, 0.999, .. rest], T.CreateTruncating);
    }
}

internal sealed class RuleRunner<TRule> : RuleRunner where TRule : IUpdateRule
{
    public override string Name => typeof(TRule).Name;

    public override int Slots => TRule.Slots;

    public override void Update<T>(
        Backend cpu, UpdateSegment[] segments, Slice<T> scalars, Slice<T> parameters, Slice<T> gradients, Slice<T> slots) =>
        cpu.Update<TRule, T>(segments, scalars, parameters, gradients, slots);
}
