namespace NumericsCore;

/// <summary>How operands of different shapes become kernel operands: each is read as a matrix whose strides are 0 along broadcast axes.</summary>
internal static class Broadcasting
{
    /// <summary>The common shape and the operands, all read as matrices of rows × columns. Operands that no two strides describe are copied out.</summary>
    public static BroadcastPlan Plan(params ReadOnlySpan<Tensor> inputs)
    {
        var shape = CommonShape(inputs);
        if (shape.ElementCount == 0 || AreWholeOrSingle(shape, inputs))
        {
            var flat = new BroadcastPlan { Shape = shape, Rows = 1, Columns = (nint)shape.ElementCount };
            for (int i = 0; i < inputs.Length; i++) flat.Set(i, inputs[i], 0, inputs[i].Shape == shape ? 1 : 0);
            return flat;
        }

        var axes = MergedAxes(shape, inputs);
        if (axes.Count > 2)
        {
            var copied = new BroadcastPlan { Shape = shape, Rows = 1, Columns = (nint)shape.ElementCount };
            for (int i = 0; i < inputs.Length; i++) copied.Set(i, inputs[i].Expand(shape), 0, 1);
            return copied;
        }

        var (rows, rowStrides) = axes.Count == 2 ? axes[0] : new(1, new long[inputs.Length]);
        var (columns, columnStrides) = axes[^1];
        var plan = new BroadcastPlan { Shape = shape, Rows = (nint)rows, Columns = (nint)columns };
        for (int i = 0; i < inputs.Length; i++) plan.Set(i, inputs[i], (nint)rowStrides[i], (nint)columnStrides[i]);
        return plan;
    }

    /// <summary>The strides of a contiguous tensor of shape <paramref name="from"/> read as shape <paramref name="to"/>: 0 along broadcast axes.</summary>
    public static long[] Strides(Shape from, Shape to)
    {
        var strides = new long[to.Rank];
        long stride = 1;
        for (int axis = from.Rank - 1, target = to.Rank - 1; axis >= 0; axis--, target--)
        {
            strides[target] = from[axis] == 1 ? 0 : stride;
            stride *= from[axis];
        }

        return strides;
    }

    /// <summary>The shape that all broadcast to.</summary>
    private static Shape CommonShape(ReadOnlySpan<Tensor> inputs)
    {
        var shape = inputs[0].Shape;
        foreach (var input in inputs[1..])
        {
            // a single element beside something else is what nearly all operands of another shape are
            if (input.Shape == shape || (input.ElementCount == 1 && input.Rank <= shape.Rank)) continue;
            shape = shape.ElementCount == 1 && shape.Rank <= input.Rank ? input.Shape : Shape.Broadcast(shape, input.Shape);
        }

        return shape;
    }

    private static bool AreWholeOrSingle(Shape shape, ReadOnlySpan<Tensor> inputs)
    {
        foreach (var input in inputs)
            if (input.ElementCount != 1 && input.Shape != shape) return false;
        return true;
    }

    /// <summary>The axes of the shape without those of extent 1, neighbours merged wherever every operand traverses both as one.</summary>
    private static List<MergedAxis> MergedAxes(Shape shape, ReadOnlySpan<Tensor> inputs)
    {
        var all = new long[inputs.Length][];
        for (int i = 0; i < all.Length; i++) all[i] = Strides(inputs[i].Shape, shape);

        var axes = new List<MergedAxis>();
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            long extent = shape[axis];
            if (extent == 1) continue;
            var strides = Array.ConvertAll(all, s => s[axis]);
            if (axes.Count > 0)
            {
                var (outerExtent, outerStrides) = axes[^1];
                bool continues = true;
                for (int i = 0; i < strides.Length; i++) continues &= outerStrides[i] == strides[i] * extent;
                if (continues)
                {
                    axes[^1] = new(outerExtent * extent, strides);
                    continue;
                }
            }

            axes.Add(new(extent, strides));
        }

        return axes;
    }

    // a class, because a list of the framework over a struct of ours would be compiled before the first step
    private sealed record MergedAxis(long Extent, long[] Strides);
}
