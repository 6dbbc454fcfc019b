using System.Numerics;

namespace NumericsCore.Kernels;

/// <content>How work is cut into ranges for the threads.</content>
internal sealed unsafe partial class CpuBackend
{
    /// <summary>Elements worth a thread of their own: below this, waking one costs more than it saves.</summary>
    public const int GrainElements = 1 << 15;

    /// <summary>The same for copies: memory is moved faster than it is computed with.</summary>
    public const int CopyGrainElements = 4 * GrainElements;

    /// <summary>The items that make up a grain, where each has <paramref name="elements"/> elements.</summary>
    public static nint GrainOf(nint elements, int grainElements = GrainElements) => Math.Max(1, grainElements / Math.Max(1, elements));

    /// <summary>Runs the loop over all items, in ranges that are multiples of the grain.</summary>
    public void ForLanes<TLoop, T>(nint count, nint grain, in TLoop loop)
        where TLoop : struct, ILaneRange<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var work = new LaneRange<TLoop, T>(loop, SimdBits);
        Workers.For(count, grain, ref work);
    }
}
