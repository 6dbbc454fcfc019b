using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>An optimizer's update rule, whatever its type, with weight decay before it.</summary>
internal abstract class AppliedRule
{
    /// <summary>State values kept for each parameter element.</summary>
    public abstract int Slots { get; }

    /// <summary>The size of what the update kernel reads for a group.</summary>
    public abstract int ByteLength { get; }

    /// <summary>Writes what the update kernel reads for a group at step t = 1, 2, ...</summary>
    public abstract void Prepare(Span<byte> row, double learningRate, WeightDecay decay, long t);

    /// <summary>Updates what the state's plan names, in one kernel.</summary>
    public abstract void Update<T>(OptimizerState state) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <inheritdoc/>
internal sealed class AppliedRule<TRule> : AppliedRule where TRule : unmanaged, IUpdateRule
{
    private readonly Func<double, long, TRule> _prepare;

    /// <param name="prepare">The rule for a learning rate and a step t.</param>
    /// <exception cref="InvalidOperationException">The rule keeps more state than there is room for.</exception>
    public AppliedRule(Func<double, long, TRule> prepare)
    {
        if (TRule.Slots is < 0 or > 3)
            throw new InvalidOperationException(FormattableString.Invariant($"{typeof(TRule).Name}.Slots is {TRule.Slots}; a rule keeps 0 to 3 state values for each parameter element."));
        _prepare = prepare;
    }

    public override int Slots => TRule.Slots;

    public override int ByteLength => Unsafe.SizeOf<Decayed<TRule>>();

    public override void Prepare(Span<byte> row, double learningRate, WeightDecay decay, long t) =>
        MemoryMarshal.Write(row, new Decayed<TRule>(decay, _prepare(learningRate, t)));

    public override void Update<T>(OptimizerState state) => state.Update<Decayed<TRule>, T>();
}
