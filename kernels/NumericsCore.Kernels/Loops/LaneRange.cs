using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>A driver's loop over a range of its work items, which runs in any lane.</summary>
internal interface ILaneRange<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the items from <paramref name="start"/> to just before <paramref name="end"/>.</summary>
    void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>;
}

/// <summary>Joins the cutting of work into ranges with the choice of the lane.</summary>
internal struct LaneRange<TLoop, T>(TLoop loop, int bits) : IRangeWork, ILaneLoop<T>
    where TLoop : struct, ILaneRange<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TLoop _loop = loop;
    private readonly int _bits = bits;
    private nint _start;
    private nint _end;

    public readonly void Run(nint start, nint end)
    {
        var range = this;
        range._start = start;
        range._end = end;
        SimdWidth.Run<LaneRange<TLoop, T>, T>(ref range, _bits);
    }

    public readonly void Run<TLane>() where TLane : struct, IVectorLane<TLane, T> => _loop.Run<TLane>(_start, _end);
}
