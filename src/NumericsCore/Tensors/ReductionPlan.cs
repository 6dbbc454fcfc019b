namespace NumericsCore;

/// <summary>How a reduction over axes becomes one over the middle axis of a box outer × length × inner.</summary>
internal sealed record ReductionPlan
{
    public required long Outer { get; init; }

    public required long Length { get; init; }

    public required long Inner { get; init; }

    /// <summary>The order of axes to copy into first, when the reduced axes are not neighbours; null when they are.</summary>
    public int[]? Permutation { get; init; }

    /// <summary>The result's shape with reduced axes of extent 1.</summary>
    public required Shape KeptShape { get; init; }

    /// <summary>The result's shape without the reduced axes.</summary>
    public required Shape ReducedShape { get; init; }

    public static ReductionPlan Create(Shape shape, int[]? axes)
    {
        var reduced = new bool[shape.Rank];
        if (axes is null)
        {
            Array.Fill(reduced, true);
        }
        else
        {
            foreach (int axis in axes)
            {
                int index = shape.Axis(axis);
                if (reduced[index]) throw new ArgumentException(FormattableString.Invariant($"Axis {axis} is named twice."), nameof(axes));
                reduced[index] = true;
            }
        }

        int first = Array.IndexOf(reduced, true);
        int last = Array.LastIndexOf(reduced, true);
        // by loops: sums of few elements are many
        int count = 0;
        var keptExtents = shape.ToArray();
        int[] reducedExtents = new int[shape.Rank];
        for (int axis = 0; axis < reduced.Length; axis++)
        {
            if (reduced[axis]) keptExtents[axis] = 1;
            else reducedExtents[count++] = shape[axis];
        }

        var keptShape = Shape.Create(keptExtents);
        var reducedShape = Shape.Create(reducedExtents.AsSpan(0, count));
        if (first < 0)
            return new() { Outer = shape.ElementCount, Length = 1, Inner = 1, KeptShape = keptShape, ReducedShape = reducedShape };

        if (!reduced.AsSpan(first, last + 1 - first).Contains(false))
        {
            return new()
            {
                Outer = shape.Product(0, first),
                Length = shape.Product(first, last + 1),
                Inner = shape.Product(last + 1, shape.Rank),
                KeptShape = keptShape,
                ReducedShape = reducedShape,
            };
        }

        return Scattered(shape, reduced, keptShape, reducedShape);
    }

    private static ReductionPlan Scattered(Shape shape, bool[] reduced, Shape keptShape, Shape reducedShape)
    {
        var kept = Enumerable.Range(0, shape.Rank).Where(axis => !reduced[axis]).ToArray();
        var reducedAxes = Enumerable.Range(0, shape.Rank).Where(axis => reduced[axis]).ToArray();
        return new()
        {
            Outer = reducedShape.ElementCount,
            Length = reducedAxes.Aggregate(1L, (product, axis) => product * shape[axis]),
            Inner = 1,
            Permutation = [.. kept, .. reducedAxes],
            KeptShape = keptShape,
            ReducedShape = reducedShape,
        };
    }
}
