using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The extents of a box of up to eight axes with a source and a destination stride for each, outermost axis first.</summary>
internal struct StridedShape
{
    public const int MaxRank = 8;

    public int Rank;
    public AxisValues Extents;
    public AxisValues SourceStrides;
    public AxisValues DestinationStrides;

    /// <summary>The number of elements moved.</summary>
    public readonly long Count
    {
        get
        {
            long count = 1;
            for (int axis = 0; axis < Rank; axis++) count *= Extents[axis];
            return count;
        }
    }

    [InlineArray(MaxRank)]
    public struct AxisValues
    {
        private long _first;
    }
}
