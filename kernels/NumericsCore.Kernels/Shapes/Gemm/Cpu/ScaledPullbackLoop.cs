using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>c[i] = the activation's pullback, at its result y[i], of c[i]·scale.</summary>
internal readonly unsafe struct ScaledPullbackLoop<TActivation, T>(T* y, T* c, ScaledPullbackFromResult<TActivation> pullback, T scale) : ILaneRange<T>
    where TActivation : struct, IPullbackFromResult where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        var factor = TLane.Broadcast(scale);
        nint i = start;
        for (; i <= end - TLane.Count; i += TLane.Count)
            TLane.Store(pullback.Apply(TLane.Load(y + i), TLane.Load(c + i), factor), c + i);
        if (LaneTail.IsLeft<TLane, T>(end - i))
            LaneTail.Store(pullback.Apply(LaneTail.Load<TLane, T>(y + i, end - i), LaneTail.Load<TLane, T>(c + i, end - i), factor), c + i, end - i);
    }
}
