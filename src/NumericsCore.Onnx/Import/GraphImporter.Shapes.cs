using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Import;

/// <content>The operators that change shapes, and those of constants and extents.</content>
internal sealed partial class GraphImporter
{
    private const int MaxExtents = 64;

    private Value Identity(OnnxNode node)
    {
        node.Require(1, 1);
        return Argument(node, 0);
    }

    private static ConstantValue ConstantOf(OnnxNode node)
    {
        node.Require(0, 0, "value", "value_float", "value_floats", "value_int", "value_ints");
        if (node.Proto.Attribute.Count != 1) throw node.Broken($"it has {node.Proto.Attribute.Count} attributes; expected one value");
        string name = $"the constant of {node.Place}";
        Constant constant;
        if (node.Tensor("value") is { } tensor) constant = TensorReader.Read(tensor, name, node.Broken);
        else if (node.Numbers("value_floats") is { } numbers) constant = new(name, [numbers.Length], DataType.Float, () => numbers);
        else if (node.Integers("value_ints") is { } integers) constant = new(name, [integers.Length], DataType.Int64, () => integers);
        else if (node.Has("value_float")) constant = new(name, [], DataType.Float, () => new[] { (float)node.Number("value_float", 0) });
        else constant = new(name, [], DataType.Int64, () => new[] { node.Integer("value_int", 0) });
        return new ConstantValue(constant);
    }

    private Value Cast(OnnxNode node)
    {
        node.Require(1, 1, "to", "saturate", "round_mode");
        var to = (DataType)node.Integer("to", 0);
        bool floating = to is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16, integer = to is DataType.Int64 or DataType.Int32;
        switch (Argument(node, 0))
        {
            case ComputedValue x when floating:
                bool changes = x.Type == DataType.Double != (to == DataType.Double);
                var type = to == DataType.Double ? ElementType.Float64 : ElementType.Float32;
                return changes
                    ? Added(node, x.Sample, to, output => new LayerStep(node, x.Slot, output, new OperatorLayer(value => value.To(type))))
                    : x with { Type = to };
            case ConstantValue { Constant: { IsFloating: true } constant } when floating: return new ConstantValue(constant.Cast(to));
            case ConstantValue { Constant.IsInteger: true } or ExtentsValue when integer: return Argument(node, 0);
            default: throw node.Broken($"a cast to {to} is not supported here");
        }
    }

    private Value Concat(OnnxNode node)
    {
        node.Require(1, int.MaxValue, "axis");
        if (!node.Has("axis")) throw node.Broken("attribute 'axis' is missing");
        if (Argument(node, 0) is ComputedValue first)
        {
            int axis = node.Axis(node.Integer("axis", 0), first.Sample.Length + 1);
            if (axis == 0) throw node.Broken("it joins samples along the batch axis, which is not supported");
            return Concat(node, [.. Enumerable.Range(0, node.InputCount).Select(i => Computed(node, i))], axis);
        }

        node.Axis(node.Integer("axis", 0), 1);
        long?[] items = [.. Enumerable.Range(0, node.InputCount).Take(MaxExtents + 1).SelectMany(i => Extents(node, i).Items)];
        return items.Length <= MaxExtents ? new ExtentsValue(items, IsScalar: false) : throw node.Broken($"it joins more than {MaxExtents} extents");
    }

    private ExtentsValue Extents(OnnxNode node, int index)
    {
        if (Argument(node, index) is ExtentsValue extents) return extents;
        if (Argument(node, index) is not ConstantValue { Constant: { IsInteger: true } constant } || constant.Dims.Length > 1)
            throw node.Broken($"input {index} ({ModelFileException.Quote(node.Proto.Input[index])}) is no constant vector of integers");
        if (constant.Count > MaxExtents) throw node.Broken($"input {index} has {constant.Count} integers; expected at most {MaxExtents}");
        return new ExtentsValue([.. constant.ReadIntegers().Select(static value => (long?)value)], constant.Dims.Length == 0);
    }

    private ExtentsValue ShapeOf(OnnxNode node)
    {
        node.Require(1, 1, "start", "end");
        long?[] shape = Argument(node, 0) switch
        {
            ComputedValue x => [null, .. x.Sample.Select(static extent => (long?)extent)],
            ConstantValue { Constant: var constant } => [.. constant.Dims.Select(static extent => (long?)extent)],
            _ => throw node.Broken("the shape of extents is not supported"),
        };
        return new ExtentsValue(shape[Limit("start", 0)..Math.Max(Limit("start", 0), Limit("end", shape.Length))], IsScalar: false);

        int Limit(string name, int otherwise)
        {
            long limit = node.Integer(name, otherwise);
            return (int)Math.Clamp(limit < 0 ? limit + shape.Length : limit, 0, shape.Length);
        }
    }

    private ExtentsValue Gather(OnnxNode node)
    {
        node.Require(2, 2, "axis");
        var (data, indices) = (Extents(node, 0), Extents(node, 1));
        if (data.IsScalar) throw node.Broken("input 0 is a scalar");
        node.Axis(node.Integer("axis", 0), 1);
        var items = indices.Items.Select(index => index is { } at
            ? data.Items[node.Axis(at, data.Items.Length, "index")]
            : throw node.Broken("an index depends on the batch"));
        return new ExtentsValue([.. items], indices.IsScalar);
    }

    private Value Unsqueeze(OnnxNode node)
    {
        long[] axes = Axes(node) ?? throw node.Broken("there are no axes");
        switch (Argument(node, 0))
        {
            case ExtentsValue { IsScalar: true } extents when axes is [0 or -1]: return extents with { IsScalar = false };
            case ConstantValue { Constant: var constant }: return new ConstantValue(constant.Reshaped(With(node, constant.Dims, axes)));
            case ComputedValue x:
                int[] shape = With(node, [-1, .. x.Sample], axes);
                return shape[0] == -1 ? Reshaped(node, x, shape[1..]) : throw node.Broken("it puts an axis before the batch, which is not supported");
            default: throw node.Broken("only scalars of extents are unsqueezed, at axis 0");
        }
    }

    private Value Squeeze(OnnxNode node)
    {
        long[]? axes = Axes(node);
        switch (Argument(node, 0))
        {
            case ExtentsValue { IsScalar: false, Items.Length: 1 } extents when axes is null or [0 or -1]: return extents with { IsScalar = true };
            case ConstantValue { Constant: var constant }: return new ConstantValue(constant.Reshaped(Without(node, constant.Dims, axes)));
            case ComputedValue x when axes is not null:
                int[] shape = Without(node, [-1, .. x.Sample], axes);
                return Reshaped(node, x, shape[1..]);
            default: throw node.Broken("without axes it may take the batch axis away, which is not supported");
        }
    }

    /// <summary>The axes, which were an attribute before opset 13; null if there are none.</summary>
    private long[]? Axes(OnnxNode node)
    {
        if (_opset < 13)
        {
            node.Require(1, 1, "axes");
            return node.Integers("axes");
        }

        node.Require(1, 2);
        if (!node.HasInput(1)) return null;
        return [.. Extents(node, 1).Items.Select(axis => axis ?? throw node.Broken("an axis depends on the batch"))];
    }

    private static int[] With(OnnxNode node, int[] dims, long[] axes)
    {
        int rank = dims.Length + axes.Length;
        if (rank > Shape.MaxRank) throw node.Broken($"its output has {rank} axes; expected at most {Shape.MaxRank}");
        var at = axes.Select(axis => node.Axis(axis, rank)).ToHashSet();
        if (at.Count != axes.Length) throw node.Broken("an axis comes twice");
        var rest = new Queue<int>(dims);
        return [.. Enumerable.Range(0, rank).Select(i => at.Contains(i) ? 1 : rest.Dequeue())];
    }

    private static int[] Without(OnnxNode node, int[] dims, long[]? axes)
    {
        if (axes is null) return [.. dims.Where(static extent => extent != 1)];
        var at = axes.Select(axis => node.Axis(axis, dims.Length)).ToHashSet();
        foreach (int axis in at)
        {
            if (dims[axis] != 1) throw node.Broken(dims[axis] < 0 ? "it takes the batch axis away, which is not supported" : $"axis {axis} has an extent of {dims[axis]}; expected 1");
        }

        return [.. dims.Where((_, i) => !at.Contains(i))];
    }

    private Value Transpose(OnnxNode node)
    {
        node.Require(1, 1, "perm");
        var value = Argument(node, 0);
        int rank = value switch
        {
            ConstantValue { Constant: var constant } => constant.Dims.Length,
            ComputedValue x => x.Sample.Length + 1,
            _ => throw node.Broken("extents are not transposed"),
        };
        long[] axes = node.Integers("perm") ?? [.. Enumerable.Range(0, rank).Reverse().Select(static axis => (long)axis)];
        if (axes.Length != rank || !axes.Order().SequenceEqual(Enumerable.Range(0, rank).Select(static axis => (long)axis))) throw node.Broken($"perm is no order of {rank} axes");
        int[] order = [.. axes.Select(static axis => (int)axis)];
        if (order.SequenceEqual(Enumerable.Range(0, rank))) return value;
        if (value is ConstantValue matrix)
            return rank == 2 && matrix.Constant.IsFloating ? new ConstantValue(matrix.Constant.Transposed()) : throw node.Broken("of constants only matrices of floating numbers are transposed");
        var computed = (ComputedValue)value;
        if (order[0] != 0) throw node.Broken("it moves the batch axis, which is not supported");
        int[] sample = [.. order.Skip(1).Select(axis => computed.Sample[axis - 1])];
        return Added(node, sample, computed.Type, output => new LayerStep(node, computed.Slot, output, new OperatorLayer(x => x.Permute(order))));
    }

    private ComputedValue Flatten(OnnxNode node)
    {
        node.Require(1, 1, "axis");
        var x = Computed(node, 0);
        int rank = x.Sample.Length + 1;
        long asked = node.Integer("axis", 1);
        int axis = asked == rank ? rank : node.Axis(asked, rank);
        if (axis == 0 || x.Sample.Take(axis - 1).Any(static extent => extent != 1)) throw node.Broken("it makes the batch part of another axis, which is not supported");
        return Reshaped(node, x, [checked((int)x.Count)]);
    }

    private Value Reshape(OnnxNode node)
    {
        node.Require(2, 2, "allowzero");
        bool zeroIsZero = node.Integer("allowzero", 0) != 0;
        var wanted = Extents(node, 1);
        if (wanted.IsScalar || wanted.Items.Length > Shape.MaxRank) throw node.Broken($"the shape has {wanted.Items.Length} extents; expected a vector of at most {Shape.MaxRank}");
        switch (Argument(node, 0))
        {
            case ConstantValue { Constant: var constant }:
                return new ConstantValue(constant.Reshaped(Resolved(node, wanted.Items, constant.Dims, constant.Count, zeroIsZero)));
            case ComputedValue x when wanted.Items.Length > 0:
                long? first = wanted.Items[0];
                bool isBatch = first is null or -1 || first == 0 && !zeroIsZero || first > 0 && first == _batch;
                bool oneIsFree = wanted.Items.Skip(1).Contains(-1);
                if (!isBatch || first == -1 && oneIsFree) throw node.Broken("the first extent is not that of the batch, which is not supported");
                return Reshaped(node, x, Resolved(node, wanted.Items[1..], x.Sample, x.Count, zeroIsZero));
            default: throw node.Broken("only tensors are reshaped, and not to a scalar");
        }
    }

    private static int[] Resolved(OnnxNode node, long?[] wanted, int[] dims, long count, bool zeroIsZero)
    {
        long known = 1;
        int free = -1;
        var extents = new long[wanted.Length];
        for (int i = 0; i < wanted.Length; i++)
        {
            extents[i] = wanted[i] switch
            {
                null => throw node.Broken("the extent of the batch stands at another axis, which is not supported"),
                0 when !zeroIsZero => i < dims.Length ? dims[i] : throw node.Broken($"extent {i} of the shape copies one that is not there"),
                < -1 or > int.MaxValue => throw node.Broken(FormattableString.Invariant($"the extent {wanted[i]} is out of range")),
                _ => wanted[i]!.Value,
            };
            if (extents[i] == -1)
            {
                if (free >= 0) throw node.Broken("two extents are -1");
                free = i;
            }
            else
            {
                // past the count it only matters that it is more
                known = extents[i] == 0 ? 0 : Math.Min(known * extents[i], count + 1);
            }
        }

        if (free >= 0)
        {
            if (known == 0 || count % known != 0) throw node.Broken($"{count} elements do not divide by the other extents");
            extents[free] = count / known;
            if (extents[free] > int.MaxValue) throw node.Broken($"the extent {extents[free]} is out of range");
        }
        else if (known != count)
        {
            throw node.Broken($"{count} elements do not make the shape {TensorReader.Text(extents)}");
        }

        return [.. extents.Select(static extent => (int)extent)];
    }

    private ComputedValue Reshaped(OnnxNode node, ComputedValue x, int[] sample)
    {
        if (sample.SequenceEqual(x.Sample)) return x;
        Layer layer = sample.Length == 1 ? new Flatten() : new OperatorLayer(value => value.Reshape([value.Shape[0], .. sample]));
        return Added(node, sample, x.Type, output => new LayerStep(node, x.Slot, output, layer));
    }
}
