using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>A piece of a segment that one group updates.</summary>
internal readonly struct UpdateTile(long start, int length, int group)
{
    /// <summary>Elements of the largest tile; tiles end at its multiples, so that a long segment's vectors of four stay aligned.</summary>
    public const int MaxLength = 2048;

    public readonly long Start = start;
    public readonly int Length = length;
    public readonly int Group = group;
}

/// <summary>One optimizer step over all segments: a group takes a tile of the table at a time, a thread four elements.</summary>
internal readonly struct UpdateKernel<TRule, TLane> : IGpuKernel where TRule : unmanaged, IUpdateRule where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<UpdateTile> tiles, ArrayView<long> rules, ArrayView<TLane> parameters, ArrayView<TLane> gradients,
        ArrayView<TLane> slots, bool aligned, bool slotsAligned)
    {
        if (queue.IsCpuDevice)
        {
            SerialUpdateKernel<TRule, TLane>.Launch(queue, tiles, rules, parameters, gradients, slots);
            return;
        }

        var run = queue.Load<UpdateKernel<TRule, TLane>, Action<AcceleratorStream, KernelConfig,
            ArrayView<UpdateTile>, ArrayView<long>, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, int, int>>();
        lock (queue.Gate)
        {
            run(queue.Stream, queue.Groups(tiles.Length, GpuQueue.GroupSize), tiles, rules, parameters, gradients, slots,
                aligned ? 1 : 0, slotsAligned ? 1 : 0);
        }
    }

    private static void Run(ArrayView<UpdateTile> tiles, ArrayView<long> rules, ArrayView<TLane> parameters, ArrayView<TLane> gradients,
        ArrayView<TLane> slots, int aligned, int slotsAligned)
    {
        for (long t = Grid.IdxX; t < tiles.Length; t += Grid.DimX)
        {
            var tile = tiles[t];
            long end = tile.Start + tile.Length;
            var rule = rules.Cast<TRule>()[tile.Group];
            bool whole = tile.Start % Vec4<TLane>.Length == 0;
            bool parametersWhole = whole && aligned != 0, slotsWhole = whole && slotsAligned != 0;
            for (long i = tile.Start + (long)Group.IdxX * Vec4<TLane>.Length; i < end; i += (long)Group.DimX * Vec4<TLane>.Length)
            {
                long rest = end - i, slot1 = parameters.Length + i, slot2 = slot1 + parameters.Length;
                var theta = Vec4.Load(parameters, i, rest, parametersWhole);
                var g = Vec4.Load(gradients, i, rest, parametersWhole);
                var s0 = TRule.Slots > 0 ? Vec4.Load(slots, i, rest, slotsWhole) : g;
                var s1 = TRule.Slots > 1 ? Vec4.Load(slots, slot1, rest, slotsWhole) : g;
                var s2 = TRule.Slots > 2 ? Vec4.Load(slots, slot2, rest, slotsWhole) : g;
                Step(rule, g.X, ref theta.X, ref s0.X, ref s1.X, ref s2.X);
                Step(rule, g.Y, ref theta.Y, ref s0.Y, ref s1.Y, ref s2.Y);
                Step(rule, g.Z, ref theta.Z, ref s0.Z, ref s1.Z, ref s2.Z);
                Step(rule, g.W, ref theta.W, ref s0.W, ref s1.W, ref s2.W);
                Vec4.Store(parameters, i, rest, parametersWhole, theta);
                if (TRule.Slots > 0) Vec4.Store(slots, i, rest, slotsWhole, s0);
                if (TRule.Slots > 1) Vec4.Store(slots, slot1, rest, slotsWhole, s1);
                if (TRule.Slots > 2) Vec4.Store(slots, slot2, rest, slotsWhole, s2);
            }
        }
    }

    private static void Step(TRule rule, TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) =>
        rule.Update(g, ref theta, ref s0, ref s1, ref s2);
}
