namespace NumericsCore.Kernels;

/// <summary>A box as a kernel sees it: axis 0 is the innermost; the axes beyond the rank have extent 1.</summary>
internal struct StridedBox
{
    public long Extent0, Extent1, Extent2, Extent3, Extent4, Extent5, Extent6, Extent7;
    public long Source0, Source1, Source2, Source3, Source4, Source5, Source6, Source7;
    public long Destination0, Destination1, Destination2, Destination3, Destination4, Destination5, Destination6, Destination7;
    public int Rank;

    /// <summary>A box whose axes are in the order of memory, outermost first.</summary>
    public static StridedBox Of(in StridedShape shape)
    {
        StridedShape s = shape;
        return new()
        {
            Rank = s.Rank,
            Extent0 = Inner(s.Extents, 0, 1),
            Extent1 = Inner(s.Extents, 1, 1),
            Extent2 = Inner(s.Extents, 2, 1),
            Extent3 = Inner(s.Extents, 3, 1),
            Extent4 = Inner(s.Extents, 4, 1),
            Extent5 = Inner(s.Extents, 5, 1),
            Extent6 = Inner(s.Extents, 6, 1),
            Extent7 = Inner(s.Extents, 7, 1),
            Source0 = Inner(s.SourceStrides, 0, 0),
            Source1 = Inner(s.SourceStrides, 1, 0),
            Source2 = Inner(s.SourceStrides, 2, 0),
            Source3 = Inner(s.SourceStrides, 3, 0),
            Source4 = Inner(s.SourceStrides, 4, 0),
            Source5 = Inner(s.SourceStrides, 5, 0),
            Source6 = Inner(s.SourceStrides, 6, 0),
            Source7 = Inner(s.SourceStrides, 7, 0),
            Destination0 = Inner(s.DestinationStrides, 0, 0),
            Destination1 = Inner(s.DestinationStrides, 1, 0),
            Destination2 = Inner(s.DestinationStrides, 2, 0),
            Destination3 = Inner(s.DestinationStrides, 3, 0),
            Destination4 = Inner(s.DestinationStrides, 4, 0),
            Destination5 = Inner(s.DestinationStrides, 5, 0),
            Destination6 = Inner(s.DestinationStrides, 6, 0),
            Destination7 = Inner(s.DestinationStrides, 7, 0),
        };

        long Inner(in StridedShape.AxisValues values, int axis, long otherwise) => axis < s.Rank ? values[s.Rank - 1 - axis] : otherwise;
    }

    /// <summary>Takes the place along the axes beyond the second from an index over all of them, and adds what it moves in source and destination.</summary>
    public static void StepBeyondPlane(StridedBox box, long outer, ref long from, ref long to)
    {
        // written out, for an array that a loop traverses would lie in slow memory
        if (box.Rank > 2) Step(ref outer, ref from, ref to, box.Extent2, box.Source2, box.Destination2);
        if (box.Rank > 3) Step(ref outer, ref from, ref to, box.Extent3, box.Source3, box.Destination3);
        if (box.Rank > 4) Step(ref outer, ref from, ref to, box.Extent4, box.Source4, box.Destination4);
        if (box.Rank > 5) Step(ref outer, ref from, ref to, box.Extent5, box.Source5, box.Destination5);
        if (box.Rank > 6) Step(ref outer, ref from, ref to, box.Extent6, box.Source6, box.Destination6);
        if (box.Rank > 7) Step(ref outer, ref from, ref to, box.Extent7, box.Source7, box.Destination7);
    }

    /// <summary>Takes the place along one axis from an index, which then counts the rest.</summary>
    public static void Step(ref long outer, ref long from, ref long to, long extent, long source, long destination)
    {
        long rest = GpuThread.Divide(outer, extent);
        long place = outer - rest * extent;
        from += place * source;
        to += place * destination;
        outer = rest;
    }
}
