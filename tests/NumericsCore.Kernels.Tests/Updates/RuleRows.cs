using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>The rules of the groups of a step, whatever their type.</summary>
internal abstract class RuleRows
{
    public abstract int Slots { get; }

    /// <summary>A step in which group g has rule g, with weight decay before each.</summary>
    public static RuleRows Of<TRule>(WeightDecay decay, params TRule[] rules) where TRule : unmanaged, IUpdateRule =>
        new Rows<Decayed<TRule>>([.. rules.Select(rule => new Decayed<TRule>(decay, rule))]);

    /// <summary>Runs the step.</summary>
    public abstract void Update<T>(Backend backend, UpdateSegment[] segments, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed class Rows<TRule>(TRule[] rules) : RuleRows where TRule : unmanaged, IUpdateRule
    {
        public override int Slots => TRule.Slots;

        public override void Update<T>(Backend backend, UpdateSegment[] segments, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
        {
            using var memory = backend.Allocate(rules.Length * (nint)Unsafe.SizeOf<TRule>());
            var slice = new Slice<TRule>(memory, 0, rules.Length);
            backend.Upload<TRule>(rules, slice);
            backend.Update(segments, slice, parameters, gradients, slots);
        }
    }
}
