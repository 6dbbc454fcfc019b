namespace NumericsCore;

/// <summary>How operands of different shapes become kernel operands: each is read as a matrix whose strides are 0 along broadcast axes.</summary>
internal static class Broadcasting
{
    /// <summary>The common shape and the operands, all read as matrices of rows × columns. Operands that no two strides describe are copied out.</summary>
    public static BroadcastPlan Plan(params ReadOnlySpan<Tensor> inputs)
    {
        Shape shape = inputs[0].Shape;
        bool equal = true;
        foreach (var input in inputs)
        {
            if (input.Shape == shape) continue;
            shape = Shape.Broadcast(shape, input.Shape);
            equal = false;
        }

        var operands = inputs.ToArray();
        var strides = new (nint Row, nint Column)[inputs.Length];
        if (equal || shape.ElementCount == 0)
        {
            Array.Fill(strides, ((nint)shape.ElementCount, (nint)1));
            return new(shape, 1, (nint)shape.ElementCount, operands, strides);
        }

        var axes = MergedAxes(shape, inputs);
        if (axes.Count > 2)
        {
            for (int i = 0; i < operands.Length; i++) operands[i] = operands[i].Expand(shape);
            Array.Fill(strides, ((nint)shape.ElementCount, (nint)1));
            return new(shape, 1, (nint)shape.ElementCount, operands, strides);
        }

        var (rows, rowStrides) = axes.Count == 2 ? axes[0] : new(1, new long[inputs.Length]);
        var (columns, columnStrides) = axes.Count == 0 ? new(1, new long[inputs.Length]) : axes[^1];
        for (int i = 0; i < strides.Length; i++) strides[i] = ((nint)rowStrides[i], (nint)columnStrides[i]);
        return new(shape, (nint)rows, (nint)columns, operands, strides);
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
