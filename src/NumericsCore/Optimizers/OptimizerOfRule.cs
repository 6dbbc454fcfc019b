using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// An optimizer of one update rule. A rule of your own is a struct that implements <see cref="IUpdateRule"/>, and an optimizer that
/// prepares it for each step; groups, weight decay, clipping, devices and replayed training steps come with it.
/// </summary>
/// <typeparam name="TRule">The update rule.</typeparam>
public abstract class Optimizer<TRule> : Optimizer where TRule : unmanaged, IUpdateRule
{
    /// <param name="learningRate">The learning rate, at least 0.</param>
    /// <param name="weightDecay">λ, at least 0; 0 for none.</param>
    /// <param name="decoupled">How λ acts: see <see cref="Optimizer.Decoupled"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
#pragma warning disable RS0022 // the base class has no protected members to expose
    protected Optimizer(double learningRate, double weightDecay = 0, bool decoupled = false) : base(learningRate, weightDecay, decoupled)
#pragma warning restore RS0022
    {
    }

    /// <summary>The rule for a step, in float64. It may depend on settings that do not change, and on the arguments.</summary>
    /// <param name="learningRate">The learning rate of the group.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    protected abstract TRule Prepare(double learningRate, long t);

    /// <summary>The value that a state slot of the rule starts with.</summary>
    /// <param name="slot">The slot, counted from 0.</param>
    protected virtual double InitialSlotValue(int slot) => 0;

    private protected sealed override double InitialValue(int slot) => InitialSlotValue(slot);

    private protected sealed override AppliedRule MakeRule() => new AppliedRule<TRule>(Prepare);
}
