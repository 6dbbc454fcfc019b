using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>A loop that generates random numbers in a uint32 lane and uses them in a number lane of the same width; an item is an element.</summary>
internal interface IRandomLoop<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the elements from <paramref name="start"/>, a multiple of 4, to just before <paramref name="end"/>.</summary>
    void Run<TUInt32, TLane>(nint start, nint end)
        where TUInt32 : struct, IVectorUInt32Lane<TUInt32> where TLane : struct, IVectorLane<TLane, T>;
}

/// <summary>Gives a random loop the uint32 lane that is as wide as the lane chosen.</summary>
internal readonly unsafe struct RandomRange<TLoop, T>(TLoop loop) : ILaneRange<T>
    where TLoop : struct, IRandomLoop<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TLoop _loop = loop;

    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        switch (TLane.Count * sizeof(T))
        {
            case 64: _loop.Run<UInt32Lane512, TLane>(start, end); break;
            case 32: _loop.Run<UInt32Lane256, TLane>(start, end); break;
            case 16: _loop.Run<UInt32Lane128, TLane>(start, end); break;
            default: _loop.Run<ScalarUInt32Lane, TLane>(start, end); break;
        }
    }
}
