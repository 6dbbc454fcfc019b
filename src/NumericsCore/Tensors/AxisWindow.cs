using System.Globalization;

namespace NumericsCore;

/// <summary>A box within a contiguous tensor: where it starts and how far apart its elements are.</summary>
internal sealed record AxisWindow(long Offset, long[] Strides, Shape Shape, Shape ResultShape)
{
    /// <summary>The box that indices select.</summary>
    public static AxisWindow Of(Shape shape, ReadOnlySpan<TensorIndex> indices)
    {
        if (indices.Length > shape.Rank)
            throw new ArgumentException($"{indices.Length} indices for a tensor of shape {shape}, which has {shape.Rank} axes.", nameof(indices));
        var strides = Broadcasting.Strides(shape, shape);
        int[] extents = shape.ToArray();
        var result = new List<int>();
        long offset = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            var index = axis < indices.Length ? indices[axis] : TensorIndex.All;
            if (index.IsReversedOn(shape[axis]))
                throw new ArgumentOutOfRangeException(nameof(indices), string.Create(CultureInfo.InvariantCulture, $"{index} ends before it starts on axis {axis}, which has {shape[axis]} elements; expected one that goes up, such as 1..3."));
            if (!index.TryOn(shape[axis], out var run))
                throw new ArgumentOutOfRangeException(nameof(indices), $"{index} lies outside axis {axis}, which has {shape[axis]} elements.");
            var (start, count, step) = run;
            offset += start * strides[axis];
            strides[axis] *= step;
            extents[axis] = count;
            if (!index.DropsAxis) result.Add(count);
        }

        return new(offset, strides, extents, result.ToArray());
    }

    /// <summary>A run of indices along one axis.</summary>
    public static AxisWindow At(Shape shape, int axis, int start, int count)
    {
        var strides = Broadcasting.Strides(shape, shape);
        var window = shape.With(axis, count);
        return new(start * strides[axis], strides, window, window);
    }
}
