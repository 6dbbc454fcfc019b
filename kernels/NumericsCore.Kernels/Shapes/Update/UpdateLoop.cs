using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>One optimizer step over one segment, whose pointers are its first elements; an item is an element.</summary>
internal readonly unsafe struct UpdateLoop<TRule, T>(TRule* rule, T* parameters, T* gradients, T* slots, nint slotStride) : ILaneRange<T>
    where TRule : unmanaged, IUpdateRule where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        // a copy: the compiler must know that no store changes it
        var update = *rule;
        T* theta = parameters;
        T* g = gradients;
        T* slot0 = slots;
        T* slot1 = slots + slotStride;
        T* slot2 = slots + 2 * slotStride;
        nint i = start;
        for (; i <= end - TLane.Count; i += TLane.Count)
        {
            TLane parameter = TLane.Load(theta + i);
            TLane s0 = TRule.Slots > 0 ? TLane.Load(slot0 + i) : default;
            TLane s1 = TRule.Slots > 1 ? TLane.Load(slot1 + i) : default;
            TLane s2 = TRule.Slots > 2 ? TLane.Load(slot2 + i) : default;
            update.Update(TLane.Load(g + i), ref parameter, ref s0, ref s1, ref s2);
            TLane.Store(parameter, theta + i);
            if (TRule.Slots > 0) TLane.Store(s0, slot0 + i);
            if (TRule.Slots > 1) TLane.Store(s1, slot1 + i);
            if (TRule.Slots > 2) TLane.Store(s2, slot2 + i);
        }

        nint rest = end - i;
        if (LaneTail.IsLeft<TLane, T>(rest))
        {
            TLane parameter = LaneTail.Load<TLane, T>(theta + i, rest);
            TLane s0 = TRule.Slots > 0 ? LaneTail.Load<TLane, T>(slot0 + i, rest) : default;
            TLane s1 = TRule.Slots > 1 ? LaneTail.Load<TLane, T>(slot1 + i, rest) : default;
            TLane s2 = TRule.Slots > 2 ? LaneTail.Load<TLane, T>(slot2 + i, rest) : default;
            update.Update(LaneTail.Load<TLane, T>(g + i, rest), ref parameter, ref s0, ref s1, ref s2);
            LaneTail.Store(parameter, theta + i, rest);
            if (TRule.Slots > 0) LaneTail.Store(s0, slot0 + i, rest);
            if (TRule.Slots > 1) LaneTail.Store(s1, slot1 + i, rest);
            if (TRule.Slots > 2) LaneTail.Store(s2, slot2 + i, rest);
        }
    }
}
