using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Import;

/// <content>The operators that compute, by the definitions of opsets 7 to 22.</content>
internal sealed partial class GraphImporter
{
    private Value Apply(OnnxNode node)
    {
        if (node.Proto.Domain is not ("" or "ai.onnx")) throw node.Broken("operators of this domain are not supported");
        return node.Proto.OpType switch
        {
            "Gemm" => Gemm(node),
            "MatMul" => MatMul(node),
            "Add" => Arithmetic(node, static (a, b) => a + b),
            "Sub" => Arithmetic(node, static (a, b) => a - b),
            "Mul" => Arithmetic(node, static (a, b) => a * b),
            "Div" => Arithmetic(node, static (a, b) => a / b),
            "Pow" => Arithmetic(node, static (a, b) => a.Power(b)),
            "Relu" => Unary(node, new Relu()),
            "Sigmoid" => Unary(node, new Sigmoid()),
            "Tanh" => Unary(node, new Tanh()),
            "Softplus" => Unary(node, new Softplus()),
            "Gelu" => Gelu(node),
            "Elu" => Elu(node),
            "Selu" => Selu(node),
            "LeakyRelu" => LeakyRelu(node),
            "PRelu" => PRelu(node),
            "HardSigmoid" => HardSigmoid(node),
            "HardSwish" => Since(node, 14, new HardSwish()),
            "Mish" => Since(node, 18, new Mish()),
            "Softsign" => Unary(node, new Softsign()),
            "Clip" => Clip(node),
            "Erf" => Since(node, 9, new OperatorLayer(static x => x.Erf())),
            "Abs" => Unary(node, new OperatorLayer(static x => x.Abs())),
            "Neg" => Unary(node, new OperatorLayer(static x => -x)),
            "Exp" => Unary(node, new OperatorLayer(static x => x.Exp())),
            "Log" => Unary(node, new OperatorLayer(static x => x.Log())),
            "Sqrt" => Unary(node, new OperatorLayer(static x => x.Sqrt())),
            "Reciprocal" => Unary(node, new OperatorLayer(static x => x.Reciprocal())),
            "Softmax" => Softmax(node, static () => new Softmax(), static (x, axis) => x.Softmax(axis)),
            "LogSoftmax" => Softmax(node, static () => new OperatorLayer(static x => x.LogSoftmax()), static (x, axis) => x.LogSoftmax(axis)),
            "Dropout" => Dropout(node),
            "Identity" => Identity(node),
            "Cast" => Cast(node),
            "Constant" => ConstantOf(node),
            "Concat" => Concat(node),
            "Flatten" => Flatten(node),
            "Reshape" => Reshape(node),
            "Squeeze" => Squeeze(node),
            "Unsqueeze" => Unsqueeze(node),
            "Transpose" => Transpose(node),
            "Shape" => ShapeOf(node),
            "Gather" => Gather(node),
            _ => throw node.Broken("the operator is not supported"),
        };
    }

    private Value Argument(OnnxNode node, int index) => (node.HasInput(index) ? _values[node.Proto.Input[index]] : null) switch
    {
        null => throw node.Broken(FormattableString.Invariant($"input {index} is missing")),
        UnreadValue unread => throw node.Broken($"input {index} is a further output of {unread.Place}, which is not read"),
        var value => value,
    };

    private ComputedValue Computed(OnnxNode node, int index) => Argument(node, index) as ComputedValue
        ?? throw node.Broken($"input {index} ({ModelFileException.Quote(node.Proto.Input[index])}) does not depend on the model's input, which is supported for weights and shapes alone");

    private Constant Floating(OnnxNode node, int index, DataType type)
    {
        if (Argument(node, index) is not ConstantValue { Constant: { IsFloating: true } constant })
            throw node.Broken($"input {index} ({ModelFileException.Quote(node.Proto.Input[index])}) is no constant of the file; weights have to be");
        if (constant.Type != type) throw node.Broken($"input {index} is {constant.Type}, and the other {type}");
        return constant.Count > 0 ? constant : throw node.Broken($"input {index} has no elements");
    }

    private ComputedValue Gemm(OnnxNode node)
    {
        node.Require(_opset < 11 ? 3 : 2, 3, "alpha", "beta", "transA", "transB");
        var x = Computed(node, 0);
        if (x.Sample.Length != 1) throw node.Broken($"input 0 has {x.Sample.Length + 1} axes; expected 2");
        if (node.Integer("transA", 0) != 0) throw node.Broken("transA exchanges the batch and the features, which is not supported");
        var weight = Floating(node, 1, x.Type);
        if (weight.Dims.Length != 2) throw node.Broken($"input 1 has shape {TensorReader.Text(weight.Dims)}; expected a matrix");
        if (node.Integer("transB", 0) != 0) weight = weight.Transposed();
        weight = weight.Times(node.Number("alpha", 1));
        double beta = node.Number("beta", 1);
        Constant? bias = null;
        if (node.HasInput(2) && beta != 0)
        {
            var given = Floating(node, 2, x.Type);
            if (given.Count != 1 && (given.Count != weight.Dims[1] || given.Dims[^1] != weight.Dims[1]))
                throw node.Broken($"input 2 has shape {TensorReader.Text(given.Dims)}; expected one element for each of {weight.Dims[1]} outputs, or one");
            bias = given.Times(beta).Repeated(weight.Dims[1]);
        }

        return Linear(node, x, weight, bias);
    }

    private ComputedValue MatMul(OnnxNode node)
    {
        node.Require(2, 2);
        var x = Computed(node, 0);
        var weight = Floating(node, 1, x.Type);
        if (x.Sample.Length == 0) throw node.Broken("input 0 has the batch axis alone; expected features");
        if (weight.Dims.Length != 2) throw node.Broken($"input 1 has shape {TensorReader.Text(weight.Dims)}; expected a matrix");
        return Linear(node, x, weight, null);
    }

    private ComputedValue Linear(OnnxNode node, ComputedValue x, Constant weight, Constant? bias)
    {
        if (weight.Dims[0] != x.Sample[^1]) throw node.Broken($"the weight takes {weight.Dims[0]} features, and a sample has shape {TensorReader.Text(x.Sample)}");
        return Added(node, [.. x.Sample[..^1], weight.Dims[1]], x.Type, output => new LinearStep(node, x.Slot, output, weight, bias));
    }

    private ComputedValue Arithmetic(OnnxNode node, Func<Tensor, Tensor, Tensor> apply)
    {
        node.Require(2, 2);
        var (left, right) = (Argument(node, 0), Argument(node, 1));
        if (left is ComputedValue a && right is ComputedValue b)
        {
            if (a.Type != b.Type) throw node.Broken($"input 0 is {a.Type}, and input 1 {b.Type}");
            if (a.Sample.Length != b.Sample.Length) throw node.Broken($"samples of shapes {TensorReader.Text(a.Sample)} and {TensorReader.Text(b.Sample)} would broadcast along the batch, which is not supported");
            return Added(node, Broadcast(node, a.Sample, b.Sample), a.Type, output => new JoinStep(node, [a.Slot, b.Slot], output, values => apply(values[0], values[1])));
        }

        bool first = left is ComputedValue;
        var x = Computed(node, first ? 0 : 1);
        var constant = Floating(node, first ? 1 : 0, x.Type);
        int[] shape = WithinSamples(node, constant, x);
        int[] sample = Broadcast(node, x.Sample, shape);
        return Added(node, sample, x.Type, output => new ConstantStep(node, x.Slot, output, constant, shape, isValueFirst: first, first ? apply : (value, other) => apply(other, value)));
    }

    /// <summary>The shape of a constant beside one sample: its batch axis, where it has one, is of extent 1.</summary>
    private static int[] WithinSamples(OnnxNode node, Constant constant, ComputedValue x)
    {
        int[] shape = constant.Dims;
        if (shape.Length == x.Sample.Length + 1 && shape[0] == 1) shape = shape[1..];
        return shape.Length <= x.Sample.Length ? shape : throw node.Broken($"the constant has shape {TensorReader.Text(constant.Dims)}, which does not go with samples of shape {TensorReader.Text(x.Sample)}");
    }

    private static int[] Broadcast(OnnxNode node, int[] left, int[] right)
    {
        var extents = new int[Math.Max(left.Length, right.Length)];
        for (int i = 1; i <= extents.Length; i++)
        {
            int a = i <= left.Length ? left[^i] : 1, b = i <= right.Length ? right[^i] : 1;
            if (a != b && a != 1 && b != 1) throw node.Broken($"shapes {TensorReader.Text(left)} and {TensorReader.Text(right)} of samples do not broadcast");
            extents[^i] = Math.Max(a, b);
        }

        return extents;
    }

    private ComputedValue Unary(OnnxNode node, Layer layer, params ReadOnlySpan<string> attributes)
    {
        node.Require(1, 1, attributes);
        var x = Computed(node, 0);
        return Added(node, x.Sample, x.Type, output => new LayerStep(node, x.Slot, output, layer));
    }

    private ComputedValue Softmax(OnnxNode node, Func<Layer> overLast, Func<Tensor, int, Tensor> over)
    {
        node.Require(1, 1, "axis");
        var x = Computed(node, 0);
        int rank = x.Sample.Length + 1;
        int axis = node.Axis(node.Integer("axis", _opset < 13 ? 1 : -1), rank);
        if (axis == 0) throw node.Broken("it is over the batch axis, which is not supported");
        if (axis == rank - 1) return Added(node, x.Sample, x.Type, output => new LayerStep(node, x.Slot, output, overLast()));
        // before opset 13 all axes from this one on are one
        Layer layer = _opset < 13
            ? new OperatorLayer(value => over(value.Reshape([.. value.Shape.AsSpan()[..axis], -1]), -1).Reshape(value.Shape.AsSpan()))
            : new OperatorLayer(value => over(value, axis));
        return Added(node, x.Sample, x.Type, output => new LayerStep(node, x.Slot, output, layer));
    }

    private ComputedValue Dropout(OnnxNode node)
    {
        double rate = 0.5;
        if (_opset < 12)
        {
            node.Require(1, 1, "ratio");
            rate = node.Number("ratio", rate);
        }
        else
        {
            node.Require(1, 3, "seed");
            if (node.HasInput(1)) rate = Number(node, 1, "the ratio");
            if (node.HasInput(2) && Argument(node, 2) is not ConstantValue { Constant: { Type: DataType.Bool, Count: 1 } }) throw node.Broken("training_mode is no constant truth value");
        }

        var x = Computed(node, 0);
        if (!(rate >= 0 && rate < 1)) throw node.Broken(FormattableString.Invariant($"the ratio is {rate}; expected a number in [0, 1)"));
        return Added(node, x.Sample, x.Type, output => new LayerStep(node, x.Slot, output, new Dropout(rate)));
    }

    private ComputedValue Concat(OnnxNode node, ComputedValue[] parts, int axis)
    {
        var first = parts[0];
        var sample = first.Sample.ToArray();
        foreach (var part in parts.Skip(1))
        {
            if (part.Type != first.Type) throw node.Broken($"an input is {part.Type}, and the first {first.Type}");
            bool fits = part.Sample.Length == sample.Length && Enumerable.Range(0, sample.Length).All(i => i == axis - 1 || part.Sample[i] == sample[i]);
            if (!fits) throw node.Broken($"samples of shapes {TensorReader.Text(first.Sample)} and {TensorReader.Text(part.Sample)} do not go together");
            long joined = (long)sample[axis - 1] + part.Sample[axis - 1];
            if (joined > int.MaxValue) throw node.Broken($"its output has an extent of {joined}");
            sample[axis - 1] = (int)joined;
        }

        return Added(node, sample, first.Type, output => new JoinStep(node, [.. parts.Select(static part => part.Slot)], output, values => Tensor.Concatenate(values, axis)));
    }
}
