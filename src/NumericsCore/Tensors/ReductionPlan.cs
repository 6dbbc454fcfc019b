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
        var kept = Enumerable.Range(0, shape.Rank).Where(axis => !reduced[axis]).ToArray();
        var keptShape = Shape.Create([.. shape.Select((extent, axis) => reduced[axis] ? 1 : extent)]);
        var reducedShape = Shape.Create([.. kept.Select(axis => shape[axis])]);
        if (first < 0)
            return new() { Outer = shape.ElementCount, Length = 1, Inner = 1, KeptShape = keptShape, ReducedShape = reducedShape };

        bool neighbours = Array.TrueForAll(reduced[first..(last + 1)], static flag => flag);
        if (neighbours)
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
