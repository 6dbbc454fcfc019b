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
/// <param name="prepare">The rule for a learning rate and a step t.</param>
internal sealed class AppliedRule<TRule>(Func<double, long, TRule> prepare) : AppliedRule where TRule : unmanaged, IUpdateRule
{
    public override int Slots => TRule.Slots;

    public override int ByteLength => Unsafe.SizeOf<Decayed<TRule>>();

    public override void Prepare(Span<byte> row, double learningRate, WeightDecay decay, long t) =>
        MemoryMarshal.Write(row, new Decayed<TRule>(decay, prepare(learningRate, t)));

    public override void Update<T>(OptimizerState state) => state.Update<Decayed<TRule>, T>();
}
