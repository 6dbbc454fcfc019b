using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <content>Operations that move elements without computing with them.</content>
public partial class Tensor
{
    /// <summary>The transpose of a matrix.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not a matrix.</exception>
    public Tensor T => Rank == 2 ? Permute(1, 0) : throw new InvalidOperationException($"T is the transpose of a matrix; this tensor has shape {Shape}. Use Permute or Transpose.");

    /// <summary>A copy of the part that the indices select; axes without an index are taken whole.</summary>
    /// <example><code>x[0], x[^1], x[1..3, 0], x[TensorIndex.All, 2..]</code></example>
    /// <exception cref="ArgumentException">There are more indices than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside its axis.</exception>
    public Tensor this[params ReadOnlySpan<TensorIndex> indices] => Slice(indices);

    /// <summary>The same elements, in the same row-major order, under another shape; shares memory, except with a parameter.</summary>
    /// <param name="shape">One extent may be -1: it becomes whatever the others leave.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    [Operation]
    public Tensor Reshape(params ReadOnlySpan<int> shape)
    {
        var target = InferExtent(shape);
        if (target.ElementCount != ElementCount)
            throw new ArgumentException($"A tensor of shape {Shape} has {ElementCount} elements and cannot take shape {target}, which has {target.ElementCount}.", nameof(shape));
        return Lasting(target).Track(nameof(Reshape), [this], dy => [dy.View(Shape)]);
    }

    /// <summary>The tensor with its axes in another order: axis i of the result is axis axes[i] of this one.</summary>
    /// <exception cref="ArgumentException">The axes are not a permutation of all axes.</exception>
    [Operation]
    public Tensor Permute(params ReadOnlySpan<int> axes)
    {
        int[] order = new int[axes.Length];
        for (int i = 0; i < order.Length; i++) order[i] = Shape.Axis(axes[i]);
        if (order.Length != Rank || order.Distinct().Count() != Rank)
            throw new ArgumentException($"The axes [{string.Join(", ", order)}] are not a permutation of the {Rank} axes of shape {Shape}.", nameof(axes));
        int[] inverse = new int[Rank];
        for (int i = 0; i < order.Length; i++) inverse[order[i]] = i;
        return PermuteCopy(order).Track(nameof(Permute), [this], dy => [dy.PermuteCopy(inverse)]);
    }

    /// <summary>The tensor with two axes exchanged.</summary>
    public Tensor Transpose(int first, int second)
    {
        int[] axes = [.. Enumerable.Range(0, Rank)];
        int a = Shape.Axis(first), b = Shape.Axis(second);
        (axes[a], axes[b]) = (axes[b], axes[a]);
        return Permute(axes);
    }

    /// <summary>The tensor repeated along axes of extent 1, and along new leading axes, to the given shape.</summary>
    /// <exception cref="ArgumentException">The shape is not one that this tensor broadcasts to.</exception>
    [Operation]
    public Tensor BroadcastTo(Shape shape)
    {
        if (Shape.Broadcast(Shape, shape) != shape)
            throw new ArgumentException($"A tensor of shape {Shape} does not broadcast to {shape}.", nameof(shape));
        // what Expand hands back as it is must not become its own input on the tape
        if (Shape == shape) return this;
        return Expand(shape).Track(nameof(BroadcastTo), [this], dy => [dy.SumTo(Shape)]);
    }

    /// <summary>The tensors one after another along an axis.</summary>
    /// <exception cref="ArgumentException">There are none, or they differ in another extent, in element type or in device.</exception>
    [Operation]
    public static Tensor Concatenate(IReadOnlyList<Tensor> tensors, int axis = 0)
    {
        Require.NoNull(tensors, nameof(tensors));
        if (tensors.Count == 0) throw new ArgumentException("There is nothing to concatenate.", nameof(tensors));
        var first = tensors[0];
        int along = first.Shape.Axis(axis);
        int total = 0;
        foreach (var tensor in tensors)
        {
            first.RequireSameKind(tensor, nameof(tensors));
            if (tensor.Rank != first.Rank || tensor.Shape.With(along, 1) != first.Shape.With(along, 1))
                throw new ArgumentException($"Shapes {first.Shape} and {tensor.Shape} differ in more than axis {along}.", nameof(tensors));
            total = checked(total + tensor.Shape[along]);
        }

        var y = first.EmptyLike(first.Shape.With(along, total));
        var starts = new int[tensors.Count];
        for (int i = 0, start = 0; i < tensors.Count; start += tensors[i].Shape[along], i++)
        {
            starts[i] = start;
            CopyBox(tensors[i], y, AxisWindow.At(y.Shape, along, start, tensors[i].Shape[along]), toWindow: true);
        }

        Tensor[] inputs = [.. tensors];
        return y.Track(nameof(Concatenate), inputs, dy =>
        {
            var parts = new Tensor?[inputs.Length];
            for (int i = 0; i < parts.Length; i++)
            {
                if (!inputs[i].RequiresGradient) continue;
                parts[i] = dy.EmptyLike(inputs[i].Shape);
                CopyBox(dy, parts[i]!, AxisWindow.At(dy.Shape, along, starts[i], inputs[i].Shape[along]), toWindow: false);
            }

            return parts;
        });
    }

    /// <summary>Tensors of one shape along a new axis.</summary>
    public static Tensor Stack(IReadOnlyList<Tensor> tensors, int axis = 0)
    {
        Require.NoNull(tensors, nameof(tensors));
        if (tensors.Count == 0) throw new ArgumentException("There is nothing to stack.", nameof(tensors));
        int at = axis < 0 ? axis + tensors[0].Rank + 1 : axis;
        return Concatenate([.. tensors.Select(tensor => tensor.Reshape([.. tensor.Shape.Take(at), 1, .. tensor.Shape.Skip(at)]))], at);
    }

    /// <summary>The rows x[indices[i], ...] in that order; an index may repeat. The gradient adds up the rows of equal index, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not that of a row.</exception>
    [Operation]
    public Tensor GatherRows(params ReadOnlySpan<int> indices)
    {
        if (Rank == 0) throw new InvalidOperationException("A scalar has no rows.");
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)Shape[0])
                throw OutOfRange.Error(nameof(indices), index, $"A tensor of shape {Shape} has rows 0 to {Shape[0] - 1}.");
        }

        var rows = IndexBuffer.Upload(Device, indices);
        var y = EmptyLike(Shape.With(0, indices.Length));
        nint columns = (nint)Shape.Product(1, Rank);
        rows.Gather(this, y, columns);
        return y.Track(nameof(GatherRows), [this], dy =>
        {
            var dx = Zeros(Shape, ElementType, Device);
            rows.ScatterAdd(dy, dx, columns);
            return [dx];
        });
    }

    /// <summary>The tensor broadcast to a shape and written out, without a gradient.</summary>
    internal Tensor Expand(Shape shape)
    {
        if (Shape == shape) return this;
        var y = EmptyLike(shape);
        Copy(this, 0, Broadcasting.Strides(Shape, shape), y, 0, Broadcasting.Strides(shape, shape), shape);
        return y;
    }

    /// <summary>The permuted tensor, without a gradient.</summary>
    internal Tensor PermuteCopy(int[] axes)
    {
        var target = Shape.Create([.. axes.Select(axis => Shape[axis])]);
        var strides = Broadcasting.Strides(Shape, Shape);
        var y = EmptyLike(target);
        Copy(this, 0, [.. axes.Select(axis => strides[axis])], y, 0, Broadcasting.Strides(target, target), target);
        return y;
    }

    [Operation]
    private Tensor Slice(ReadOnlySpan<TensorIndex> indices)
    {
        var window = AxisWindow.Of(Shape, indices);
        var y = EmptyLike(window.Shape);
        CopyBox(this, y, window, toWindow: false);
        return y.TransferTo(window.ResultShape).Track(nameof(Slice), [this], dy =>
        {
            var dx = Zeros(Shape, ElementType, Device);
            CopyBox(dy.View(window.Shape), dx, window, toWindow: true);
            return [dx];
        });
    }

    /// <summary>Copies a whole tensor into a window of another, or a window of one into a whole other.</summary>
    private static void CopyBox(Tensor x, Tensor y, AxisWindow window, bool toWindow)
    {
        var whole = Broadcasting.Strides(window.Shape, window.Shape);
        if (toWindow) Copy(x, 0, whole, y, window.Offset, window.Strides, window.Shape);
        else Copy(x, window.Offset, window.Strides, y, 0, whole, window.Shape);
    }

    private static void Copy(Tensor x, long xOffset, long[] xStrides, Tensor y, long yOffset, long[] yStrides, Shape shape)
    {
        var box = new StridedShape { Rank = shape.Rank };
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            box.Extents[axis] = shape[axis];
            box.SourceStrides[axis] = xStrides[axis];
            box.DestinationStrides[axis] = yStrides[axis];
        }

        if (shape.ElementCount == 0) return;
        if (x.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();

        void Run<TElement>() where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
        {
            var source = x.Elements<TElement>();
            var destination = y.Elements<TElement>();
            x.Backend.CopyStrided(source.Part((nint)xOffset, source.Length - (nint)xOffset), destination.Part((nint)yOffset, destination.Length - (nint)yOffset), box);
        }
    }

    private Shape InferExtent(ReadOnlySpan<int> shape)
    {
        int unknown = shape.IndexOf(-1);
        if (unknown < 0) return Shape.Create(shape);
        int[] extents = shape.ToArray();
        extents[unknown] = 1;
        long others = Shape.Create(extents).ElementCount;
        if (others == 0 || ElementCount % others != 0)
            throw new ArgumentException($"No extent in place of -1 gives shape {Shape.Text(shape)} the {ElementCount} elements of shape {Shape}.", nameof(shape));
        extents[unknown] = checked((int)(ElementCount / others));
        return Shape.Create(extents);
    }
}
