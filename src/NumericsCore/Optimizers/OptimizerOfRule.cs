using System.Diagnostics.CodeAnalysis;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// An optimizer of one update rule. A rule of your own is a struct that implements <see cref="IUpdateRule"/>, and an optimizer that
/// prepares it for each step; groups, weight decay, clipping, devices, traces and replayed training steps come with it.
/// </summary>
/// <typeparam name="TRule">The update rule.</typeparam>
public abstract class Optimizer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields)] TRule> : Optimizer where TRule : unmanaged, IUpdateRule
{
    // the library's own are tested, and programs start without looking at them
    private static readonly bool s_isOwn = typeof(TRule).Assembly != typeof(IUpdateRule).Assembly;

    /// <param name="learningRate">The learning rate, at least 0.</param>
    /// <param name="weightDecay">λ, at least 0; 0 for none.</param>
    /// <param name="decoupled">How λ acts: see <see cref="Optimizer.Decoupled"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    /// <exception cref="ArgumentException">The rule holds a struct whose fields lie in memory as the runtime likes, as a tuple.</exception>
#pragma warning disable RS0022 // the base class has no protected members to expose
    protected Optimizer(double learningRate, double weightDecay = 0, bool decoupled = false) : base(learningRate, weightDecay, decoupled)
#pragma warning restore RS0022
    {
        if (s_isOwn) Kernels.FormulaName.RequireValues<TRule>(nameof(TRule));
    }

    /// <summary>
    /// The rule for a step, in float64. It depends on settings that do not change and on the arguments alone, so that a training can go on from a checkpoint; Debug builds ask
    /// now and then a second time, and refuse another answer. Numbers of the rule that are NaN
    /// are refused with their names.
    /// </summary>
    /// <param name="learningRate">The learning rate of the group.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    protected abstract TRule Prepare(double learningRate, long t);

    /// <summary>The value that a state slot of the rule starts with: a finite number.</summary>
    /// <param name="slot">The slot, counted from 0.</param>
    protected virtual double InitialSlotValue(int slot) => 0;

    /// <summary>
    /// The momentum in [0, 1) that the optimizer was made with, or what stands in its place: <see cref="Prepare"/> then takes it from
    /// <see cref="Optimizer.CurrentMomentum"/>, as a schedule may change it. Null, as without an override, where a schedule cannot change any.
    /// </summary>
    protected virtual double? ConfiguredMomentum => null;

    private protected sealed override double? OwnMomentum => ConfiguredMomentum;

    private protected sealed override double InitialValue(int slot)
    {
        double value = InitialSlotValue(slot);
        return double.IsFinite(value) ? value : throw new InvalidOperationException(FormattableString.Invariant($"{GetType().Name}.InitialSlotValue({slot}) is {value}; expected a finite number."));
    }

    private protected override OptimizerEquation Equation => new StateEquation(this, [.. RuleNumbers<TRule>.Read(Prepare(LearningRate, 1))]);

    private protected sealed override AppliedRule MakeRule()
    {
        if (!s_isOwn) return new AppliedRule<TRule>(Prepare);
        RuleSlots<TRule>.Require(PrepareOwn(LearningRate, 1));
        return new AppliedRule<TRule>(PrepareOwn);
    }

    private protected override void RequireSameRule(double learningRate, long t)
    {
        (string Name, double Value)[] first = [.. RuleNumbers<TRule>.Read(Prepare(learningRate, t))];
        // what is remembered of one step must not change another
        Prepare(learningRate, t + 1);
        (string Name, double Value)[] second = [.. RuleNumbers<TRule>.Read(Prepare(learningRate, t))];
        for (int i = 0; i < first.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(first[i].Value) == BitConverter.DoubleToInt64Bits(second[i].Value)) continue;
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The optimizer {Kernels.FormulaName.Of(GetType())} prepares one step in two ways: Prepare(learningRate: {learningRate}, t: {t}) gives the {first[i].Name} {first[i].Value:R}, and asked again {second[i].Value:R}. A rule follows from settings and arguments alone, so that a training can go on from a checkpoint: compute it from t, or keep what changes in a slot of the rule."));
        }
    }

    private TRule PrepareOwn(double learningRate, long t)
    {
        var rule = Prepare(learningRate, t);
        return RuleNumbers<TRule>.FirstNaN(rule) is { } name
            ? throw new InvalidOperationException(FormattableString.Invariant($"{GetType().Name}.Prepare(learningRate: {learningRate}, t: {t}) gives {typeof(TRule).Name} the {name} NaN; expected a number."))
            : rule;
    }
}
