namespace NumericsCore.Onnx.Import;

/// <summary>An operator without parameters, as a layer.</summary>
internal sealed class OperatorLayer(Func<Tensor, Tensor> apply) : Layer
{
    public override bool IsReplayable => true;

    protected override Tensor Forward(Tensor input, ForwardContext context) => apply(input);
}

/// <summary>min(max(x, min), max).</summary>
internal sealed class ClipLayer(double min, double max) : Layer
{
    public double Min => min;

    public double Max => max;

    public override bool IsReplayable => true;

    protected override Tensor Forward(Tensor input, ForwardContext context) => input.Clamp(min, max);
}

/// <summary>An operator of the input and a constant, which training leaves as it is.</summary>
/// <param name="constant">The constant.</param>
/// <param name="shape">Its shape, which broadcasts with samples.</param>
/// <param name="apply">The operator of input and constant.</param>
internal sealed class ConstantLayer(Constant constant, Shape shape, Func<Tensor, Tensor, Tensor> apply) : Layer
{
    private Tensor? _tensor;

    public override bool IsReplayable => true;

    protected override Tensor Forward(Tensor input, ForwardContext context)
    {
        var tensor = _tensor;
        if (tensor is null || tensor.Device != input.Device)
        {
            using (GradientMode.Disable()) _tensor = tensor = constant.Shared(input.Device).Reshape(shape.AsSpan());
        }

        return apply(input, tensor.ElementType == input.ElementType ? tensor : tensor.To(input.ElementType));
    }
}

/// <summary>Layers that take each other's outputs in an order of their own.</summary>
internal sealed class GraphModel : Model
{
    private readonly (Layer? Layer, Func<Tensor[], Tensor>? Join, int[] Inputs, int Output)[] _steps;
    private readonly int _slots;
    private readonly int _output;

    /// <param name="steps">In an order in which each takes what was computed before; slot 0 is the input.</param>
    /// <param name="slots">The number of slots.</param>
    /// <param name="output">The slot of the output.</param>
    public GraphModel(IReadOnlyList<(Layer? Layer, Func<Tensor[], Tensor>? Join, int[] Inputs, int Output)> steps, int slots, int output)
    {
        (_steps, _slots, _output) = ([.. steps], slots, output);
        foreach (var (layer, _, _, _) in _steps)
        {
            if (layer is not null && !Children.Contains(layer)) Add(layer);
        }
    }

    public override bool IsReplayable => Children.All(static layer => layer.IsReplayable);

    protected override Tensor Forward(Tensor input, ForwardContext context)
    {
        var values = new Tensor[_slots];
        values[0] = input;
        foreach (var (layer, join, inputs, output) in _steps)
            values[output] = layer is not null ? layer.Call(values[inputs[0]], context) : join!(Array.ConvertAll(inputs, slot => values[slot]));
        return values[_output];
    }
}
