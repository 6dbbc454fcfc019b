using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary><see cref="UpdateKernel{TRule, TLane}"/> for processors: a thread takes a tile.</summary>
internal readonly struct SerialUpdateKernel<TRule, TLane> : IGpuKernel where TRule : unmanaged, IUpdateRule where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<UpdateTile> tiles, ArrayView<long> rules, ArrayView<TLane> parameters, ArrayView<TLane> gradients, ArrayView<TLane> slots)
    {
        var run = queue.Load<SerialUpdateKernel<TRule, TLane>, Action<AcceleratorStream, KernelConfig,
            ArrayView<UpdateTile>, ArrayView<long>, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>>>();
        lock (queue.Gate) run(queue.Stream, queue.Groups(tiles.Length, 1), tiles, rules, parameters, gradients, slots);
    }

    private static void Run(ArrayView<UpdateTile> tiles, ArrayView<long> rules, ArrayView<TLane> parameters, ArrayView<TLane> gradients, ArrayView<TLane> slots)
    {
        for (long t = Grid.IdxX; t < tiles.Length; t += Grid.DimX)
        {
            var tile = tiles[t];
            var rule = rules.Cast<TRule>()[tile.Group];
            long end = tile.Start + tile.Length, slot1 = parameters.Length, slot2 = slot1 + slot1;
            for (long i = tile.Start; i < end; i++)
            {
                TLane theta = parameters[i], g = gradients[i];
                var s0 = TRule.Slots > 0 ? slots[i] : g;
                var s1 = TRule.Slots > 1 ? slots[slot1 + i] : g;
                var s2 = TRule.Slots > 2 ? slots[slot2 + i] : g;
                rule.Update(g, ref theta, ref s0, ref s1, ref s2);
                parameters[i] = theta;
                if (TRule.Slots > 0) slots[i] = s0;
                if (TRule.Slots > 1) slots[slot1 + i] = s1;
                if (TRule.Slots > 2) slots[slot2 + i] = s2;
            }
        }
    }
}
