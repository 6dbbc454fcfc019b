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

    /// <summary>A run of elements, one after the other on both sides.</summary>
    public static StridedShape Row(long length)
    {
        var shape = new StridedShape { Rank = 1 };
        (shape.Extents[0], shape.SourceStrides[0], shape.DestinationStrides[0]) = (length, 1, 1);
        return shape;
    }

    /// <exception cref="ArgumentOutOfRangeException">The rank or an extent is out of range.</exception>
    /// <exception cref="ArgumentException">Elements would be written to one place.</exception>
    public readonly void Check()
    {
        OutOfRange.ThrowIfNegative(Rank, "shape");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Rank, MaxRank, "shape");
        for (int axis = 0; axis < Rank; axis++)
        {
            OutOfRange.ThrowIfNegative(Extents[axis], "shape");
            if (Extents[axis] > 1 && DestinationStrides[axis] == 0)
                throw new ArgumentException($"The destination stride of axis {axis} is 0; its {Extents[axis]} elements would meet in one.", "shape");
        }
    }

    /// <summary>Reorders and merges the axes, so that the innermost loop is as long and as regular as it can be; none has extent 1 afterwards.</summary>
    public void Simplify()
    {
        DropAxesOfOne();
        OrderByDestination();
        MergeAxes();
    }

    /// <summary>Exchanges two axes.</summary>
    public void Swap(int first, int second)
    {
        (Extents[first], Extents[second]) = (Extents[second], Extents[first]);
        (SourceStrides[first], SourceStrides[second]) = (SourceStrides[second], SourceStrides[first]);
        (DestinationStrides[first], DestinationStrides[second]) = (DestinationStrides[second], DestinationStrides[first]);
    }

    private void DropAxesOfOne()
    {
        int kept = 0;
        for (int axis = 0; axis < Rank; axis++)
        {
            if (Extents[axis] == 1) continue;
            if (kept != axis) Swap(kept, axis);
            kept++;
        }

        Rank = kept;
    }

    /// <summary>Puts the axis with the smallest destination stride innermost.</summary>
    private void OrderByDestination()
    {
        for (int end = 1; end < Rank; end++)
            for (int axis = end; axis > 0 && Math.Abs(DestinationStrides[axis]) > Math.Abs(DestinationStrides[axis - 1]); axis--)
                Swap(axis, axis - 1);
    }

    private void MergeAxes()
    {
        if (Rank == 0) return;
        int last = 0;
        for (int axis = 1; axis < Rank; axis++)
        {
            long extent = Extents[axis];
            if (SourceStrides[last] == SourceStrides[axis] * extent && DestinationStrides[last] == DestinationStrides[axis] * extent)
            {
                extent *= Extents[last];
                Swap(last, axis);
                Extents[last] = extent;
            }
            else
            {
                last++;
                if (last != axis) Swap(last, axis);
            }
        }

        Rank = last + 1;
    }

    [InlineArray(MaxRank)]
    public struct AxisValues
    {
        private long _first;
    }
}
