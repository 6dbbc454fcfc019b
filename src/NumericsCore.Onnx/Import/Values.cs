using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Import;

/// <summary>What a name of the graph stands for.</summary>
internal abstract record Value;

/// <summary>A tensor that is known before the model runs.</summary>
internal sealed record ConstantValue(Constant Constant) : Value;

/// <summary>A tensor that the model computes, [batch, ...sample].</summary>
internal sealed record ComputedValue(int Slot, int[] Sample, DataType Type) : Value
{
    public long Count { get; } = Sample.Aggregate(1L, static (product, extent) => product * extent);
}

/// <summary>Extents computed of a shape; null is that of the batch. A scalar has one.</summary>
internal sealed record ExtentsValue(long?[] Items, bool IsScalar) : Value;

/// <summary>A further output of a node, which nobody may use.</summary>
internal sealed record UnreadValue(string Place) : Value;

/// <summary>What the model does with values in slots.</summary>
internal abstract class Step(OnnxNode node, int[] inputs, int output)
{
    public OnnxNode Node { get; } = node;

    public int[] Inputs { get; } = inputs;

    public int Output { get; } = output;
}

/// <summary>activation(x · weight + bias).</summary>
internal sealed class LinearStep(OnnxNode node, int input, int output, Constant weight, Constant? bias) : Step(node, [input], output)
{
    public Constant Weight { get; } = weight;

    public Constant? Bias { get; set; } = bias;

    public Activation Activation { get; set; } = Activation.None;
}

/// <summary>A layer without parameters.</summary>
internal sealed class LayerStep(OnnxNode node, int input, int output, Layer layer) : Step(node, [input], output)
{
    public Layer Layer { get; } = layer;
}

/// <summary>A ReLU with a slope below 0 that is trained, one or one a feature.</summary>
internal sealed class PReluStep(OnnxNode node, int input, int output, Constant slope, bool isPerFeature) : Step(node, [input], output)
{
    public Constant Slope { get; } = slope;

    public bool IsPerFeature { get; } = isPerFeature;
}

/// <summary>An operator of a value and a constant that broadcasts with samples.</summary>
internal sealed class ConstantStep(OnnxNode node, int input, int output, Constant constant, int[] shape, bool isValueFirst, Func<Tensor, Tensor, Tensor> apply) : Step(node, [input], output)
{
    public Constant Constant { get; } = constant;

    public int[] Shape { get; } = shape;

    /// <summary>Whether the value is the operator's first argument, and the constant its second.</summary>
    public bool IsValueFirst { get; } = isValueFirst;

    public bool IsAddition => Node.Proto.OpType == "Add";

    public Func<Tensor, Tensor, Tensor> Apply { get; } = apply;
}

/// <summary>A function of several values.</summary>
internal sealed class JoinStep(OnnxNode node, int[] inputs, int output, Func<Tensor[], Tensor> join) : Step(node, inputs, output)
{
    public Func<Tensor[], Tensor> Join { get; } = join;
}
